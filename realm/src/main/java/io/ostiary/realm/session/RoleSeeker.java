package io.ostiary.realm.session;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Session.Chain;
import io.ostiary.realm.authentication.Session.Kind;
import io.ostiary.realm.authentication.Session.Origin;
import io.ostiary.realm.authentication.Session.Use;
import io.ostiary.realm.directory.Directory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever wants to become a role, by whatever way they come.
 *
 * @param action what the trust policy is asked about
 * @param policies their own, without any resource's
 * @param context condition keys: who they are, and under which circumstances they ask
 * @param tags for the session, inherited ones included
 * @param provider the ARN of the identity provider that vouches for them
 * @param lastingKeys condition keys of a federated login that stay with the session
 */
record RoleSeeker(
    Action action,
    Principal principal,
    ApplicablePolicies policies,
    Map<String, Values> context,
    Directory directory,
    SessionTags tags,
    Optional<String> sourceIdentity,
    Use use,
    Chain chain,
    Optional<String> provider,
    Map<String, String> lastingKeys) {
  private static final Action ASSUME_ROLE = Action.parse("sts:AssumeRole");
  private static final Action SET_SOURCE_IDENTITY = Action.parse("sts:SetSourceIdentity");

  /** Those of a login's condition keys that AWS keeps, too. */
  private static final Set<String> LASTING = Set.of("sub", "aud", "namequalifier", "sub_type");

  private static final int LONGEST_LASTING = 256;

  /**
   * Somebody with credentials: a user, a session, a service.
   *
   * @param codeShown whether a code of an MFA device was, right now
   */
  static RoleSeeker of(
      RoleRequest request,
      AuthenticatedPrincipal caller,
      Map<String, Values> circumstances,
      boolean codeShown) {
    Map<String, Values> context = new HashMap<>(caller.context());
    context.putAll(circumstances);
    if (codeShown) {
      RoleAssumption.addMfa(context);
    }
    return new RoleSeeker(
        ASSUME_ROLE,
        caller.principal(),
        caller.policies(),
        context,
        caller.directory(),
        request.tags().inheriting(caller.session()),
        sourceIdentity(request, caller),
        caller.session().map(Session::use).orElse(Use.SIGNATURE),
        Origins.of(caller, codeShown),
        Optional.empty(),
        Map.of());
  }

  /** What the chain began with stays: nobody further on says otherwise. */
  private static Optional<String> sourceIdentity(
      RoleRequest request, AuthenticatedPrincipal caller) {
    Optional<String> inherited = caller.session().flatMap(Session::sourceIdentity);
    if (inherited.isPresent()
        && request.sourceIdentity().isPresent()
        && !inherited.equals(request.sourceIdentity())) {
      throw SessionException.denied(
          sentence(caller.principal(), SET_SOURCE_IDENTITY, request.roleArn()),
          "the source identity is another's than at the beginning of the chain");
    }
    return inherited.isPresent() ? inherited : request.sourceIdentity();
  }

  /** Somebody whom an identity provider vouches for. */
  static RoleSeeker of(
      FederatedIdentity identity, Use use, Map<String, Values> circumstances, Directory directory) {
    Map<String, Values> context = new HashMap<>(identity.keys());
    context.putAll(circumstances);
    context.put("aws:FederatedProvider", new Values(List.of(identity.providerArn()), false));
    return new RoleSeeker(
        Action.parse(identity.source().action()),
        new Principal.Federated(identity.providerArn()),
        ApplicablePolicies.of(PolicySet.EMPTY, PolicySet.EMPTY),
        context,
        directory,
        SessionTags.of(
            List.copyOf(identity.tags().entrySet()), List.copyOf(identity.transitiveTagKeys())),
        identity.sourceIdentity(),
        use,
        new Chain(
            new Origin(
                origin(identity.source()),
                identity.providerArn(),
                cut(identity.subject()),
                identity.login().orElse("")),
            false,
            List.of()),
        Optional.of(identity.providerArn()),
        lasting(identity.keys()));
  }

  private static Origin.Type origin(FederatedIdentity.Source source) {
    return switch (source) {
      case WEB_IDENTITY -> Origin.Type.WEB_IDENTITY;
      case SAML -> Origin.Type.SAML;
      case IDENTITY_STORE -> Origin.Type.IDENTITY_STORE;
    };
  }

  private static Map<String, String> lasting(Map<String, Values> keys) {
    Map<String, String> lasting = new HashMap<>();
    keys.forEach(
        (key, values) -> {
          boolean kept = LASTING.contains(key.substring(key.lastIndexOf(':') + 1));
          if (kept && !values.multivalued()) {
            String value = values.texts().get(0);
            if (value.length() <= LONGEST_LASTING) {
              lasting.put(key, value);
            }
          }
        });
    return lasting;
  }

  private static String cut(String subject) {
    return subject.length() <= LONGEST_LASTING ? subject : subject.substring(0, LONGEST_LASTING);
  }

  boolean isFederated() {
    return principal instanceof Principal.Federated;
  }

  /** The session that they are in, if it is a role's. */
  Optional<Principal.RoleSession> roleSession() {
    return principal instanceof Principal.RoleSession session
        ? Optional.of(session)
        : Optional.empty();
  }

  /**
   * Somebody who may not is told nothing of the role, not even whether it exists.
   *
   * @param reason for the audit
   */
  SessionException refused(String roleArn, String reason) {
    return SessionException.denied(said(action, roleArn), reason);
  }

  /** The same of what policies were asked about. */
  SessionException denied(Action asked, String roleArn, Decision decision) {
    return SessionException.denied(said(asked, roleArn), asked, decision);
  }

  private String said(Action refused, String roleArn) {
    return isFederated()
        ? "Not authorized to perform " + refused
        : sentence(principal, refused, roleArn);
  }

  private static String sentence(Principal principal, Action action, String roleArn) {
    return "User: %s is not authorized to perform: %s on resource: %s"
        .formatted(principal.name(), action, roleArn);
  }

  /** The session that they become. */
  Session session(
      RoleRequest request, String accessKeyId, String accountId, String roleId, Lifetime lifetime) {
    return new Session(
        Kind.ROLE,
        use,
        accessKeyId,
        accountId,
        roleId,
        request.name(),
        lifetime.from(),
        lifetime.until(),
        lifetime.revision(),
        Optional.empty(),
        sourceIdentity,
        tags.tags(),
        tags.transitiveKeys(),
        request.policies().inline(),
        request.policies().arns(),
        provider,
        lastingKeys,
        chain);
  }
}
