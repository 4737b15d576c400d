package io.ostiary.realm.authentication;

import io.ostiary.policy.condition.Condition;
import io.ostiary.policy.condition.ContextChange;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.Naming;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.IdentityProvider;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.SamlProvider;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether anybody could become a role, over a connection with TLS and in no other particular
 * circumstances; the engine decides it under the role's trust policy.
 */
record Assumability(Directory directory, Instant now) {
  private static final Action ASSUME_ROLE = Action.parse("sts:AssumeRole");
  private static final String SESSION_NAME = "lock-out-safeguard";

  /** Whether a user, a session or whoever has credentials here could. */
  boolean by(AuthenticatedPrincipal caller, Role role) {
    return isAllowed(
        caller.principal(), ASSUME_ROLE, caller.policies(), context(role, caller), role);
  }

  private RequestContext context(Role role, AuthenticatedPrincipal caller) {
    RequestContext.Builder context = Circumstances.at(now, role.accountId());
    caller.context().forEach(context::put);
    return context.one("sts:RoleSessionName", SESSION_NAME).build();
  }

  /** Whether an identity provider of the role's account could vouch for somebody who could. */
  boolean byProvider(Role role) {
    return Stream.concat(
            directory.oidcProviders(role.accountId()).stream(),
            directory.samlProviders(role.accountId()).stream().filter(this::isValid))
        .anyMatch(provider -> byProvider(provider, role));
  }

  private boolean isValid(SamlProvider provider) {
    return provider.validUntil().filter(end -> !now.isBefore(end)).isEmpty();
  }

  private boolean byProvider(IdentityProvider provider, Role role) {
    Principal somebody = new Principal.Federated(provider.arn());
    Action action =
        Action.parse(
            provider instanceof SamlProvider
                ? "sts:AssumeRoleWithSAML"
                : "sts:AssumeRoleWithWebIdentity");
    ApplicablePolicies none = ApplicablePolicies.of(PolicySet.EMPTY, PolicySet.EMPTY);
    return directory.enforcedTrustPolicy(role).statements().stream()
        .filter(statement -> admits(statement, somebody, action))
        .map(statement -> vouchedFor(statement, provider, role))
        .flatMap(Optional::stream)
        .anyMatch(context -> isAllowed(somebody, action, none, context, role));
  }

  private static boolean admits(Statement statement, Principal somebody, Action action) {
    PrincipalElement principals = statement.principals();
    return statement.effect() == Effect.ALLOW
        && principals != null
        && !principals.excludes()
        && principals.naming(somebody) != Naming.NONE
        && statement.covers(action);
  }

  /** What the provider would say of somebody whom a statement admits; empty if it cannot. */
  private Optional<RequestContext> vouchedFor(
      Statement statement, IdentityProvider provider, Role role) {
    RequestContext.Builder builder =
        Circumstances.at(now, role.accountId())
            .one("sts:RoleSessionName", SESSION_NAME)
            .one("aws:FederatedProvider", provider.arn());
    if (provider instanceof OidcProvider oidc) {
      builder.one(oidc.url() + ":aud", oidc.clientIds().get(0));
    }
    RequestContext context = builder.build();
    for (Condition condition : statement.conditions()) {
      if (!condition.holds(context)) {
        RequestContext before = context;
        Optional<ContextChange> change =
            condition.changes(before, true).stream()
                .filter(wanted -> canSay(wanted, provider))
                .findFirst();
        if (change.isEmpty()) {
          return Optional.empty();
        }
        context = change.get().applyTo(before);
      }
    }
    return Optional.of(context);
  }

  /** A provider speaks for its own keys, and of audiences for those that it is known for. */
  private static boolean canSay(ContextChange wanted, IdentityProvider provider) {
    String key = RequestContext.fold(wanted.key());
    if (!(provider instanceof OidcProvider oidc)) {
      return key.startsWith("saml:");
    }
    String prefix = RequestContext.fold(oidc.url() + ':');
    boolean audience = key.equals(prefix + "aud");
    return key.startsWith(prefix)
        && (!audience
            || (wanted.values() != null && oidc.clientIds().containsAll(wanted.values().texts())));
  }

  private boolean isAllowed(
      Principal principal,
      Action action,
      ApplicablePolicies policies,
      RequestContext context,
      Role role) {
    AuthorizationRequest question =
        new AuthorizationRequest(
            principal, action, new Resource(role.arn(), role.accountId(), true), context);
    return Authorizer.decide(
            question,
            policies.withResource(
                directory.trustPolicies(role),
                directory.organizationPlace(role.accountId()).resourceControl()))
        instanceof Decision.Allowed;
  }
}
