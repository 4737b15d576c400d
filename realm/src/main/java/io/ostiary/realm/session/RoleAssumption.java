package io.ostiary.realm.session;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.Arn;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.BearerIdentity;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederatedIdentity.RoleChoice;
import io.ostiary.realm.authentication.MfaCodes;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Session.Use;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.OrganizationPlace;
import io.ostiary.realm.directory.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides who becomes a role, by whatever way they come: with credentials of a user, a session or a
 * service, or vouched for by an identity provider. The role's trust policy has to admit them, and
 * their own policies too unless it names them in person within one account.
 *
 * <p>Somebody who is refused learns nothing of the role, not even whether it exists.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
public final class RoleAssumption {
  private static final Action ASSUME_ROLE = Action.parse("sts:AssumeRole");
  private static final Action TAG_SESSION = Action.parse("sts:TagSession");
  private static final Action SET_SOURCE_IDENTITY = Action.parse("sts:SetSourceIdentity");
  private static final String NO_KEY = "";
  private static final Duration HOUR = Duration.ofHours(1);

  private final Sessions sessions;
  private final SessionMfa mfa;

  public RoleAssumption(Sessions sessions, MfaCodes codes) {
    this.sessions = sessions;
    this.mfa = new SessionMfa(codes);
  }

  /**
   * Makes a caller a session of a role.
   *
   * @param circumstances the condition keys of the request itself, such as {@code aws:SourceIp}
   * @throws SessionException if it is refused
   */
  public AssumedRole assume(
      RoleRequest request, AuthenticatedPrincipal caller, Map<String, Values> circumstances) {
    refuseKind(caller, request);
    boolean codeShown = mfa.use(caller, request.mfa());
    RoleSeeker seeker = RoleSeeker.of(request, caller, circumstances, codeShown);
    Role role = admitted(seeker, request);
    return assumed(seeker, request, role, duration(seeker, request, role));
  }

  /**
   * Makes somebody whom an identity provider vouches for a session of a role.
   *
   * @param use how the session's token will be shown
   * @param circumstances the condition keys of the request itself, such as {@code aws:SourceIp}
   * @throws SessionException if it is refused
   */
  public AssumedRole assume(
      RoleRequest request,
      FederatedIdentity identity,
      Use use,
      Map<String, Values> circumstances,
      Directory directory) {
    RoleSeeker seeker = RoleSeeker.of(identity, use, circumstances, directory);
    boolean offered =
        identity.roles().isEmpty()
            || identity.roles().contains(new RoleChoice(request.roleArn(), identity.providerArn()));
    if (!offered) {
      throw seeker.refused(request.roleArn(), "the provider does not offer this role");
    }
    Role role = admitted(seeker, request);
    if (!role.accountId().equals(identity.accountId())) {
      throw seeker.refused(request.roleArn(), "the role is another account's than the provider");
    }
    Duration duration = shorter(duration(seeker, request, role), identity.longest());
    Instant now = sessions.now();
    Optional<Duration> left = identity.notAfter().map(end -> Duration.between(now, end));
    if (left.filter(rest -> rest.isNegative() || rest.isZero()).isPresent()) {
      throw new SessionException(
          SessionException.Code.EXPIRED_TOKEN, "The session at the identity provider is over.");
    }
    return assumed(seeker, request, role, shorter(duration, left));
  }

  /**
   * Makes the holder of a bearer token a session of a role that lasts as long as the token, and for
   * which there are no credentials but the token itself.
   *
   * @param circumstances the condition keys of the request itself
   * @throws SessionException if it is refused
   */
  Session session(
      Role role, BearerIdentity bearer, Map<String, Values> circumstances, Directory directory) {
    FederatedIdentity identity = bearer.identity();
    RoleSeeker seeker = RoleSeeker.of(identity, Use.SIGNATURE, circumstances, directory);
    RoleRequest request = RoleRequest.of(role.arn(), BearerName.of(identity.subject()));
    Role admitting = admitted(seeker, request);
    return seeker.session(
        request,
        NO_KEY,
        admitting.accountId(),
        admitting.id(),
        new Lifetime(bearer.issuedAt(), bearer.expiresAt(), OptionalLong.empty()));
  }

  /**
   * Whether it may depend on the circumstances of a request who becomes a role by what an identity
   * provider says: their names all begin with {@code aws:}, as those of a few other keys do.
   */
  static boolean asksForCircumstances(Role role, Directory directory) {
    return ApplicablePolicies.of(PolicySet.EMPTY, PolicySet.EMPTY)
        .withResource(directory.trustPolicies(role), resourceControl(role, directory))
        .reads("aws:");
  }

  private static List<PolicySet> resourceControl(Role role, Directory directory) {
    return directory.organizationPlace(role.accountId()).resourceControl();
  }

  private static Duration shorter(Duration one, Optional<Duration> other) {
    return other.filter(limit -> limit.compareTo(one) < 0).orElse(one);
  }

  private static void refuseKind(AuthenticatedPrincipal caller, RoleRequest request) {
    Principal principal = caller.principal();
    if (principal instanceof Principal.Root) {
      throw SessionException.denied("Roles may not be assumed by root accounts.");
    }
    if (principal instanceof Principal.FederatedUser || principal instanceof Principal.Anonymous) {
      throw SessionException.denied(
          "User: %s is not authorized to perform: %s on resource: %s"
              .formatted(caller.getName(), ASSUME_ROLE, request.roleArn()));
    }
  }

  /** The role, if policies let the seeker have it as wanted. */
  private static Role admitted(RoleSeeker seeker, RoleRequest request) {
    Role role =
        role(request.roleArn(), seeker.directory())
            .orElseThrow(() -> seeker.refused(request.roleArn(), "there is no such role"));
    RequestContext context = context(seeker, request, role);
    List<Action> actions = new ArrayList<>(List.of(seeker.action()));
    if (!seeker.tags().isEmpty()) {
      actions.add(TAG_SESSION);
    }
    if (seeker.sourceIdentity().isPresent()) {
      actions.add(SET_SOURCE_IDENTITY);
    }
    for (Action action : actions) {
      Decision decision = decide(action, seeker, role, context);
      if (!(decision instanceof Decision.Allowed)) {
        throw seeker.denied(action, role.arn(), decision);
      }
    }
    return role;
  }

  /** A role by its exact ARN. */
  private static Optional<Role> role(String arn, Directory directory) {
    Arn parsed;
    try {
      parsed = Arn.parse(arn);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String name = parsed.resource().substring(parsed.resource().lastIndexOf('/') + 1);
    return directory
        .account(parsed.account())
        .filter(Account::open)
        .flatMap(account -> directory.role(account.id(), name))
        .filter(role -> role.arn().equals(arn));
  }

  private static RequestContext context(RoleSeeker seeker, RoleRequest request, Role role) {
    Map<String, Values> keys = new HashMap<>(seeker.context());
    keys.put("sts:RoleSessionName", one(request.name()));
    request.externalId().ifPresent(id -> keys.put("sts:ExternalId", one(id)));
    seeker.sourceIdentity().ifPresent(id -> keys.put("sts:SourceIdentity", one(id)));
    request
        .duration()
        .ifPresent(
            duration -> keys.put("sts:DurationSeconds", one(Long.toString(duration.toSeconds()))));
    (seeker.isFederated() ? seeker.tags() : request.tags()).addTo(keys);
    keys.put("aws:ResourceAccount", one(role.accountId()));
    OrganizationPlace place = seeker.directory().organizationPlace(role.accountId());
    if (!place.organizationId().isEmpty()) {
      keys.put("aws:ResourceOrgID", one(place.organizationId()));
      keys.put("aws:ResourceOrgPaths", new Values(List.of(place.path()), true));
    }
    role.tags()
        .forEach(
            (key, value) -> {
              keys.put("aws:ResourceTag/" + key, one(value));
              keys.put("iam:ResourceTag/" + key, one(value));
            });
    RequestContext.Builder context = RequestContext.builder();
    keys.forEach(context::put);
    return context.build();
  }

  /** That a code of an MFA device was shown right now. */
  static void addMfa(Map<String, Values> context) {
    context.put("aws:MultiFactorAuthPresent", one("true"));
    context.put("aws:MultiFactorAuthAge", one("0"));
  }

  private static Decision decide(
      Action action, RoleSeeker seeker, Role role, RequestContext context) {
    AuthorizationRequest question =
        new AuthorizationRequest(
            seeker.principal(), action, new Resource(role.arn(), role.accountId(), true), context);
    ApplicablePolicies policies =
        seeker
            .policies()
            .withResource(
                seeker.directory().trustPolicies(role), resourceControl(role, seeker.directory()));
    Decision decision = Authorizer.decide(question, policies);
    // A role does not trust itself by trusting its account; its trust policy has to name it.
    boolean itself =
        seeker.roleSession().filter(session -> session.roleId().equals(role.id())).isPresent();
    return itself && decision instanceof Decision.Allowed
        ? Authorizer.decide(question, withoutIdentity(policies))
        : decision;
  }

  private static ApplicablePolicies withoutIdentity(ApplicablePolicies policies) {
    return new ApplicablePolicies(
        PolicySet.EMPTY,
        policies.resource(),
        policies.boundary(),
        policies.session(),
        policies.serviceControl(),
        policies.resourceControl());
  }

  private static Duration duration(RoleSeeker seeker, RoleRequest request, Role role) {
    Duration duration = request.duration().orElse(HOUR);
    if (seeker.roleSession().isPresent() && duration.compareTo(HOUR) > 0) {
      throw SessionException.invalid(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
              + " chaining.");
    }
    if (duration.compareTo(role.maxSessionDuration()) > 0) {
      throw SessionException.invalid(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return duration;
  }

  private AssumedRole assumed(
      RoleSeeker seeker, RoleRequest request, Role role, Duration duration) {
    request.policies().check(role.accountId(), seeker.directory());
    int packedSize = PackedSize.percent(request.policies(), seeker.tags());
    Instant now = sessions.now();
    Session session =
        seeker.session(
            request,
            sessions.drawAccessKeyId(role.accountId()),
            role.accountId(),
            role.id(),
            new Lifetime(now, now.plus(duration), OptionalLong.of(seeker.directory().revision())));
    return new AssumedRole(
        sessions.issue(session),
        role.id() + ':' + session.name(),
        "arn:%s:sts::%s:assumed-role/%s/%s"
            .formatted(role.partition(), role.accountId(), role.name(), session.name()),
        packedSize,
        session.sourceIdentity());
  }

  private static Values one(String value) {
    return new Values(List.of(value), false);
  }
}
