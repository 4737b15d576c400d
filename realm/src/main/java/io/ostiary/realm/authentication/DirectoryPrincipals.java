package io.ostiary.realm.authentication;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.OrganizationPlace;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.User;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom a directory knows as principals, with every policy and condition key that comes with it. */
final class DirectoryPrincipals {
  /** What the root user may do, where it passes that on. */
  private static final PolicySet EVERYTHING =
      PolicySet.of(
          List.of(
              new PolicySet.Source(
                  "root",
                  Policy.parse(
                      "{\"Version\":\"2012-10-17\",\"Statement\":"
                          + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                      PolicyType.IDENTITY))));

  private DirectoryPrincipals() {}

  /**
   * A user.
   *
   * @param accessKeyId the key that signed, if one did
   */
  static AuthenticatedPrincipal user(User user, Optional<String> accessKeyId, Directory directory) {
    return principal(
        new Principal.User(user.arn(), user.accountId(), user.id()),
        user.id(),
        accessKeyId,
        directory.identityPolicies(user),
        directory.boundaryPolicies(user).orElse(null),
        PrincipalContext.of(user),
        directory);
  }

  /** A service as itself: no policy is its own, so resources and roles have to name it. */
  static AuthenticatedPrincipal service(
      String host, Optional<String> accessKeyId, Directory directory) {
    return new AuthenticatedPrincipal(
        new Principal.Service(host),
        host,
        accessKeyId,
        ApplicablePolicies.of(PolicySet.EMPTY, PolicySet.EMPTY),
        Map.of(
            "aws:PrincipalIsAWSService",
            PrincipalContext.single("true"),
            "aws:PrincipalServiceName",
            PrincipalContext.single(host)),
        directory);
  }

  /** The root user of an account, which no identity policy applies to. */
  static AuthenticatedPrincipal root(
      Account account, Optional<String> accessKeyId, Directory directory) {
    return principal(
        new Principal.Root(account.rootArn(), account.id()),
        account.id(),
        accessKeyId,
        PolicySet.EMPTY,
        null,
        PrincipalContext.of(account),
        directory);
  }

  /**
   * Whoever a session is of; what it may do is worked out anew each time.
   *
   * @param policies passed when it was made, null if there were none
   */
  static AuthenticatedPrincipal session(
      Session session, @Nullable PolicySet policies, Instant now, Directory directory) {
    AuthenticatedPrincipal owner =
        switch (session.kind()) {
          case ROLE -> roleSession(session, directory);
          case USER -> owner(session, directory);
          case FEDERATED_USER -> federatedUser(session, owner(session, directory));
        };
    Map<String, Values> context = new HashMap<>(owner.context());
    PrincipalContext.addSession(session, context);
    PrincipalContext.addMfaAge(session, now, context);
    ApplicablePolicies of = owner.policies();
    return new AuthenticatedPrincipal(
        owner.principal(),
        owner.userId(),
        Optional.of(session.accessKeyId()).filter(id -> !id.isEmpty()),
        Optional.of(session),
        new ApplicablePolicies(
            of.identity(),
            of.resource(),
            of.boundary(),
            policies,
            of.serviceControl(),
            of.resourceControl()),
        context,
        directory);
  }

  private static AuthenticatedPrincipal roleSession(Session session, Directory directory) {
    Role role = directory.roleById(session.principalId()).orElseThrow();
    String userId = role.id() + ':' + session.name();
    Map<String, Values> context = PrincipalContext.of(role);
    context.put("aws:userid", PrincipalContext.single(userId));
    AuthenticatedPrincipal principal =
        principal(
            new Principal.RoleSession(
                sessionArn(role, session.name()), role.accountId(), role.arn(), role.id()),
            userId,
            Optional.empty(),
            directory.identityPolicies(role),
            directory.boundaryPolicies(role).orElse(null),
            context,
            directory);
    // No service control policy limits what a service does for itself.
    return role.serviceLinked() ? uncapped(principal) : principal;
  }

  private static AuthenticatedPrincipal uncapped(AuthenticatedPrincipal principal) {
    ApplicablePolicies of = principal.policies();
    return new AuthenticatedPrincipal(
        principal.principal(),
        principal.userId(),
        principal.accessKeyId(),
        new ApplicablePolicies(
            of.identity(), of.resource(), of.boundary(), of.session(), List.of(), List.of()),
        principal.context(),
        principal.directory());
  }

  /** {@code arn:partition:sts::account:assumed-role/role/session}; a role's path is not in it. */
  static String sessionArn(Role role, String sessionName) {
    return "arn:"
        + role.partition()
        + ":sts::"
        + role.accountId()
        + ":assumed-role/"
        + role.name()
        + '/'
        + sessionName;
  }

  /** The user or root user that a session is of. */
  private static AuthenticatedPrincipal owner(Session session, Directory directory) {
    if (session.isRoot()) {
      return root(
          directory.account(session.accountId()).orElseThrow(), Optional.empty(), directory);
    }
    return user(
        directory.userById(session.principalId()).orElseThrow(), Optional.empty(), directory);
  }

  private static AuthenticatedPrincipal federatedUser(
      Session session, AuthenticatedPrincipal owner) {
    Directory directory = owner.directory();
    Account account = directory.account(session.accountId()).orElseThrow();
    String arn =
        "arn:%s:sts::%s:federated-user/%s"
            .formatted(account.partition(), account.id(), session.name());
    Map<String, Values> context =
        PrincipalContext.ofFederatedUser(arn, account.id(), session.name());
    directory
        .userById(session.principalId())
        .ifPresent(user -> PrincipalContext.addTags(user.tags(), context));
    return principal(
        new Principal.FederatedUser(arn, account.id(), owner.getName(), owner.userId()),
        account.id() + ':' + session.name(),
        Optional.empty(),
        session.isRoot() ? EVERYTHING : owner.policies().identity(),
        owner.policies().boundary(),
        context,
        directory);
  }

  private static AuthenticatedPrincipal principal(
      Principal principal,
      String userId,
      Optional<String> accessKeyId,
      PolicySet identity,
      @Nullable PolicySet boundary,
      Map<String, Values> context,
      Directory directory) {
    OrganizationPlace place = directory.organizationPlace(principal.accountId());
    PrincipalContext.putOrganization(context, place);
    return new AuthenticatedPrincipal(
        principal,
        userId,
        accessKeyId,
        new ApplicablePolicies(
            identity, PolicySet.EMPTY, boundary, null, place.serviceControl(), List.of()),
        context,
        directory);
  }
}
