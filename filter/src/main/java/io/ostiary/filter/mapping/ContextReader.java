package io.ostiary.filter.mapping;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.mapping.RequestMapper.Input;
import io.ostiary.filter.mapping.RequestMapper.Settings;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.request.Resource;
import io.ostiary.policy.service.ActionDefinition;
import io.ostiary.policy.service.ConditionKey;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.policy.service.ValueSource;
import io.ostiary.realm.directory.OrganizationPlace;
import io.ostiary.signature.VerifiedSignature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The condition keys of one request. What the engine supplies is taken from the connection, the
 * clock and the verified caller; request data fills the service's own keys and the tags, nothing
 * else.
 *
 * @param common what every question about the request carries, of the caller, too
 * @param tagKeys the names of the tags that the request brings or takes away
 * @param own the service's keys, each carried by the questions whose action lists it
 */
record ContextReader(RequestContext common, List<String> tagKeys, Map<String, Values> own) {
  private static final String TRUE = "true";
  private static final String FALSE = "false";

  /** The two keys of a second, which many requests have in common. */
  private record Second(long number, String time, String epoch) {
    static Second of(Instant now) {
      Instant whole = now.truncatedTo(ChronoUnit.SECONDS);
      long number = whole.getEpochSecond();
      return new Second(number, whole.toString(), Long.toString(number));
    }
  }

  private static volatile Second latest = Second.of(Instant.EPOCH);

  static ContextReader read(Input input, RequestValues values, Settings settings)
      throws RejectedRequestException {
    // Of the caller is what the request does not say otherwise.
    RequestContext.Builder common = RequestContext.over(input.caller().conditionKeys());
    engineKeys(input.request(), input.signature(), settings, common::one);
    Optional<ValueSource> source = input.match().route().tags();
    List<String> tagKeys = List.of();
    if (source.isPresent()) {
      RequestTags tags = RequestTags.read(source.get(), values);
      requestTags(input.match().service(), tags, common);
      tagKeys = tags.names();
    }
    return new ContextReader(common.build(), tagKeys, ownKeys(input, values));
  }

  static void engineKeys(
      CanonicalRequest request,
      Optional<VerifiedSignature> signature,
      Settings settings,
      BiConsumer<String, String> keys) {
    Second second = second(settings.clock().instant());
    keys.accept("aws:CurrentTime", second.time);
    keys.accept("aws:EpochTime", second.epoch);
    keys.accept("aws:SecureTransport", request.secure() ? TRUE : FALSE);
    keys.accept("aws:SourceIp", request.clientAddress());
    keys.accept("aws:ViaAWSService", FALSE);
    request.header("user-agent").ifPresent(agent -> keys.accept("aws:UserAgent", agent));
    request.header("referer").ifPresent(referer -> keys.accept("aws:referer", referer));
    signature
        .flatMap(verified -> verified.claim().region())
        .ifPresent(region -> keys.accept("aws:RequestedRegion", region));
  }

  private static Second second(Instant now) {
    Second known = latest;
    if (known.number != now.getEpochSecond()) {
      known = Second.of(now);
      latest = known;
    }
    return known;
  }

  private static void requestTags(
      ServiceDefinition service, RequestTags tags, RequestContext.Builder keys) {
    if (tags.names().isEmpty()) {
      return;
    }
    Values names = new Values(tags.names(), true);
    tags.values().forEach((name, value) -> keys.put("aws:RequestTag/" + name, one(value)));
    keys.put("aws:TagKeys", names);
    service
        .tagKeys()
        .request()
        .ifPresent(
            family ->
                tags.values().forEach((name, value) -> keys.put(family + "/" + name, one(value))));
    service.tagKeys().requestKeys().ifPresent(key -> keys.put(key, names));
  }

  private static Map<String, Values> ownKeys(Input input, RequestValues values)
      throws RejectedRequestException {
    if (input.match().route().context().isEmpty()) {
      return Map.of();
    }
    Map<String, Values> own = new HashMap<>();
    for (Map.Entry<String, ValueSource> entry : input.match().route().context().entrySet()) {
      ConditionKey key = input.match().service().conditionKeys().get(entry.getKey());
      if (key == null) {
        throw new IllegalStateException("undeclared condition key " + entry.getKey());
      }
      Optional<List<String>> texts =
          key.multivalued()
              ? values.many(entry.getValue())
              : values.one(entry.getValue()).map(List::of);
      if (texts.isPresent()) {
        check(key, texts.get());
        own.put(key.name(), new Values(texts.get(), key.multivalued()));
      }
    }
    return own;
  }

  private static void check(ConditionKey key, List<String> texts) throws RejectedRequestException {
    for (String text : texts) {
      if (!key.type().admits(text)) {
        throw RequestValues.refused(
            "a value for `%s` has not the form of its type, " + key.type().word(), key.name());
      }
    }
  }

  /** Whether the request brings a tag, or takes one away, whose name begins so in whatever case. */
  boolean hasTag(String prefix) {
    String folded = RequestContext.fold(prefix);
    return tagKeys.stream().anyMatch(name -> RequestContext.fold(name).startsWith(folded));
  }

  /** The context of a question about an action on a resource. */
  RequestContext of(
      ActionDefinition action,
      Resource resource,
      OrganizationPlace resourcePlace,
      Map<String, String> resourceTags,
      Map<String, String> resourceKeys,
      Optional<String> resourceTagFamily)
      throws RejectedRequestException {
    if (!resourceTags.isEmpty()) {
      checkTagNames(resourceTags.keySet());
    }
    RequestContext.Builder context = common.more();
    own.forEach(
        (key, value) -> {
          // What the resource answers, the request cannot claim.
          if (action.conditionKeys().contains(key) && !resourceKeys.containsKey(key)) {
            context.put(key, value);
          }
        });
    resourceKeys.forEach(
        (key, value) -> {
          if (action.conditionKeys().contains(key)) {
            context.one(key, value);
          }
        });
    context.one("aws:ResourceAccount", resource.accountId());
    if (!resourcePlace.organizationId().isEmpty()) {
      context.one("aws:ResourceOrgID", resourcePlace.organizationId());
      context.put("aws:ResourceOrgPaths", new Values(List.of(resourcePlace.path()), true));
    }
    resourceTags.forEach(
        (name, value) -> {
          context.one("aws:ResourceTag/" + name, value);
          resourceTagFamily.ifPresent(family -> context.one(family + "/" + name, value));
        });
    return context.build();
  }

  private static void checkTagNames(Set<String> names) throws RejectedRequestException {
    Set<String> folded = new HashSet<>();
    for (String name : names) {
      if (!folded.add(RequestContext.fold(name))) {
        throw new RejectedRequestException(
            RejectedRequestException.Reason.NO_ROUTE,
            "two tags of the resource have names that differ only by case, so that no policy can"
                + " tell them apart; rename one");
      }
    }
  }

  private static Values one(String text) {
    return new Values(List.of(text), false);
  }
}
