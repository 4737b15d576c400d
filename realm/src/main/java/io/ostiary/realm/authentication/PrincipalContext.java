package io.ostiary.realm.authentication;

import static io.ostiary.policy.request.RequestContext.fold;

import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.OrganizationPlace;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.User;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The condition keys that say who a principal is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties">Properties
 *     of the principal</a>
 */
public final class PrincipalContext {
  private static final String PRINCIPAL_TAG = "aws:PrincipalTag/";

  private PrincipalContext() {}

  /** Of a user. */
  public static Map<String, Values> of(User user) {
    Map<String, Values> context = ofUser(user.arn(), user.accountId(), user.name());
    context.put("aws:userid", single(user.id()));
    addTags(user.tags(), context);
    return context;
  }

  /** Of a user of whom no more is known, tags and id neither. */
  public static Map<String, Values> ofUser(String arn, String accountId, String name) {
    Map<String, Values> context = new HashMap<>();
    put(context, arn, accountId, "User");
    context.put("aws:username", single(name));
    return context;
  }

  /** Of any session of a role. */
  public static Map<String, Values> of(Role role) {
    Map<String, Values> context = new HashMap<>();
    put(context, role.arn(), role.accountId(), "AssumedRole");
    addTags(role.tags(), context);
    return context;
  }

  /** Adds what is known of a session to what is known of its role or user. */
  static void addSession(Session session, Map<String, Values> context) {
    context.put("aws:TokenIssueTime", single(session.issuedAt().toString()));
    context.put("aws:MultiFactorAuthPresent", single(Boolean.toString(session.mfa())));
    session.sourceIdentity().ifPresent(id -> context.put("aws:SourceIdentity", single(id)));
    session.provider().ifPresent(arn -> context.put("aws:FederatedProvider", single(arn)));
    session.keys().forEach((key, value) -> context.put(key, single(value)));
    session
        .tags()
        .forEach(
            (key, value) -> {
              // A tag of the role or user with the same key, which compares ignoring case, yields.
              String name = PRINCIPAL_TAG + key;
              context.keySet().removeIf(known -> fold(known).equals(fold(name)));
              context.put(name, single(value));
            });
  }

  /** How long ago a code of an MFA device was shown; it changes while a session goes on. */
  static void addMfaAge(Session session, Instant now, Map<String, Values> context) {
    session
        .mfaAt()
        .ifPresent(
            at -> {
              long age = Math.max(0, Duration.between(at, now).toSeconds());
              context.put("aws:MultiFactorAuthAge", single(Long.toString(age)));
            });
  }

  static void addTags(Map<String, String> tags, Map<String, Values> context) {
    tags.forEach((key, value) -> context.put(PRINCIPAL_TAG + key, single(value)));
  }

  /** The root user, which has no name: {@code aws:username} is absent. */
  static Map<String, Values> of(Account account) {
    Map<String, Values> context = new HashMap<>();
    put(context, account.rootArn(), account.id(), "Account");
    context.put("aws:userid", single(account.id()));
    return context;
  }

  /** Of somebody for whom a user, or root, made a session. */
  static Map<String, Values> ofFederatedUser(String arn, String accountId, String name) {
    Map<String, Values> context = new HashMap<>();
    put(context, arn, accountId, "FederatedUser");
    context.put("aws:userid", single(accountId + ':' + name));
    return context;
  }

  /** That a principal's account belongs to an organisation, if it does. */
  static void putOrganization(Map<String, Values> context, OrganizationPlace place) {
    if (!place.organizationId().isEmpty()) {
      context.put("aws:PrincipalOrgID", single(place.organizationId()));
      context.put("aws:PrincipalOrgPaths", new Values(List.of(place.path()), true));
    }
  }

  private static void put(Map<String, Values> context, String arn, String accountId, String type) {
    context.put("aws:PrincipalArn", single(arn));
    context.put("aws:PrincipalAccount", single(accountId));
    context.put("aws:PrincipalType", single(type));
    context.put("aws:PrincipalIsAWSService", single("false"));
  }

  static Values single(String value) {
    return new Values(List.of(value), false);
  }
}
