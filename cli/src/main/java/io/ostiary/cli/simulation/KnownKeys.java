package io.ostiary.cli.simulation;

import io.ostiary.cli.tree.MalformedException;
import io.ostiary.cli.tree.Node;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.request.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of one request: those that its author gave, and those that follow from who
 * asks and for what. What the author gave wins; null says that a key is not there. A context that
 * holds {@code aws:PrincipalArn} is a whole one, such as a recorded one, and nothing is added.
 */
public final class KnownKeys {
  private static final String PRINCIPAL_ARN = "aws:principalarn";

  /** By folded name; null for a key that is said not to be there. */
  private final Map<String, @Nullable Values> given = new LinkedHashMap<>();

  /** No key at all. */
  public KnownKeys() {}

  /** Takes the members of a context; they go before those taken earlier. */
  public KnownKeys with(@Nullable Node context) {
    KnownKeys all = new KnownKeys();
    all.given.putAll(given);
    if (context != null) {
      all.take(context);
    }
    return all;
  }

  private void take(Node context) {
    if (!(context instanceof Node.Members object)) {
      throw context.place().refuse("`context` is " + context.kind() + "; write an object of keys");
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (Node.Member member : object.members()) {
      String key = RequestContext.fold(member.name());
      if (names.putIfAbsent(key, member.name()) != null) {
        throw member
            .place()
            .refuse(
                "condition key `" + member.name() + "` is there twice, since case does not count");
      }
      given.put(key, values(member.value()));
    }
  }

  private static @Nullable Values values(Node node) {
    if (node instanceof Node.Null) {
      return null;
    }
    if (node instanceof Node.Items list) {
      List<String> texts = new ArrayList<>(list.items().size());
      for (Node item : list.items()) {
        texts.add(text(item));
      }
      return new Values(texts, true);
    }
    return new Values(List.of(text(node)), false);
  }

  private static String text(Node node) {
    if (node instanceof Node.Text text) {
      return text.value();
    }
    if (node instanceof Node.Numeral numeral) {
      return numeral.text();
    }
    if (node instanceof Node.Truth truth) {
      return Boolean.toString(truth.value());
    }
    throw refused(node);
  }

  private static MalformedException refused(Node node) {
    return node.place()
        .refuse(
            "a condition key holds "
                + node.kind()
                + "; write a text, a number, a truth value, or a list of those");
  }

  /** The only value of a key, or null if it is not known. */
  @Nullable String one(String foldedKey) {
    Values values = given.get(foldedKey);
    return values == null || values.multivalued() ? null : values.texts().get(0);
  }

  /** The principal whom a name means beside these keys. */
  public Principal principal(String name) {
    return PrincipalName.parse(name, one(PRINCIPAL_ARN), one("aws:userid"));
  }

  /** The context of a request. */
  public RequestContext context(Principal principal, Resource resource) {
    RequestContext.Builder context = RequestContext.builder();
    given.forEach(
        (key, values) -> {
          if (values != null) {
            context.put(key, values);
          }
        });
    if (!given.containsKey(PRINCIPAL_ARN)) {
      derived(principal, resource)
          .forEach(
              (key, value) -> {
                if (!given.containsKey(RequestContext.fold(key))) {
                  context.one(key, value);
                }
              });
    }
    return context.build();
  }

  /** What follows from who asks and for what. */
  private static Map<String, String> derived(Principal principal, Resource resource) {
    Map<String, String> keys = new LinkedHashMap<>();
    if (!resource.accountId().isEmpty()) {
      keys.put("aws:ResourceAccount", resource.accountId());
    }
    if (principal instanceof Principal.Anonymous) {
      keys.put("aws:PrincipalType", "Anonymous");
      return keys;
    }
    boolean service = principal instanceof Principal.Service;
    keys.put("aws:PrincipalIsAWSService", Boolean.toString(service));
    if (service) {
      keys.put("aws:PrincipalServiceName", principal.name());
      return keys;
    }
    keys.put("aws:PrincipalAccount", principal.accountId());
    keys.put("aws:PrincipalArn", principal.name());
    if (principal instanceof Principal.User user) {
      keys.put("aws:PrincipalType", "User");
      keys.put("aws:username", PrincipalName.lastPart(user.arn()));
    } else if (principal instanceof Principal.RoleSession session) {
      keys.put("aws:PrincipalType", "AssumedRole");
      keys.put("aws:PrincipalArn", session.roleArn());
    } else if (principal instanceof Principal.FederatedUser) {
      keys.put("aws:PrincipalType", "FederatedUser");
      keys.put(
          "aws:userid", principal.accountId() + ':' + PrincipalName.lastPart(principal.name()));
    } else {
      keys.put("aws:PrincipalType", "Account");
      keys.put("aws:userid", principal.accountId());
    }
    return keys;
  }
}
