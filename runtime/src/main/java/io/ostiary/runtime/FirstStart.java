package io.ostiary.runtime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DeleteAccessKey;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users that an application wants to exist when it is started for the first time, as its {@code
 * WEB-INF/ostiary/first-start.json} names them:
 *
 * <pre>{@code
 * {"users": [{"name": "lucy", "accessKeys": 1, "policies": {"depot": {…policy…}}}]}
 * }</pre>
 *
 * <p>Applying it again after a crash does no harm: a user who exists stays, its policies are
 * written again, and its access keys are replaced, since a secret that was never written down is
 * lost.
 */
record FirstStart(List<FirstUser> users) {

  /**
   * A user to make.
   *
   * @param policies inline policies: document by name
   */
  record FirstUser(String name, int accessKeys, Map<String, String> policies) {}

  /** An access key that was made, for whom. */
  record FirstKey(String userName, NewAccessKey key) {}

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.ALLOW_COMMENTS)
          .build();

  static FirstStart parse(String name, String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(
          List.of(
              "%s:%s:%s: %s"
                  .formatted(
                      name,
                      e.getLocation().getLineNr(),
                      e.getLocation().getColumnNr(),
                      e.getOriginalMessage())));
    }
    members(name, root, "users");
    List<FirstUser> users = new ArrayList<>();
    for (JsonNode user : root.path("users")) {
      users.add(user(name, user));
    }
    return new FirstStart(List.copyOf(users));
  }

  private static FirstUser user(String name, JsonNode user) {
    members(name, user, "name", "accessKeys", "policies");
    if (!user.path("name").isTextual()) {
      throw new ConfigurationException(List.of(name + ": every user needs a `name`"));
    }
    Map<String, String> policies = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> policy : user.path("policies").properties()) {
      policies.put(policy.getKey(), policy.getValue().toPrettyString());
    }
    return new FirstUser(
        user.path("name").textValue(), user.path("accessKeys").asInt(0), Map.copyOf(policies));
  }

  private static void members(String name, JsonNode object, String... known) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!List.of(known).contains(member.getKey())) {
        throw new ConfigurationException(
            List.of(
                "%s: unknown member `%s`; write one of `%s`"
                    .formatted(name, member.getKey(), String.join("`, `", known))));
      }
    }
  }

  /** Makes what is missing; returns the access keys that were made. */
  List<FirstKey> apply(LiveDirectory directory, String accountId) {
    List<FirstKey> keys = new ArrayList<>();
    for (FirstUser user : users) {
      make(user, directory, accountId, keys);
    }
    return keys;
  }

  private static void make(
      FirstUser user, LiveDirectory directory, String accountId, List<FirstKey> keys) {
    Optional<User> existing = directory.snapshot().user(accountId, user.name());
    User owner =
        existing.isPresent()
            ? existing.get()
            : directory.execute(new CreateUser(accountId, "/", user.name(), Map.of()));
    user.policies()
        .forEach(
            (policy, text) ->
                directory.execute(
                    new PutInlinePolicy(IdentityName.user(accountId, user.name()), policy, text)));
    for (AccessKey lost : directory.snapshot().accessKeys(owner)) {
      directory.execute(new DeleteAccessKey(accountId, user.name(), lost.id()));
    }
    for (int i = 0; i < user.accessKeys(); i++) {
      NewAccessKey key = directory.execute(new CreateAccessKey(accountId, user.name()));
      keys.add(new FirstKey(user.name(), key));
    }
  }
}
