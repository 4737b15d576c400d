package io.ostiary.realm.session;

import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.MfaCodes;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Session.Kind;
import io.ostiary.realm.authentication.Session.Use;
import io.ostiary.realm.directory.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes credentials that end out of a user's that do not: for the user itself, or for somebody whom
 * it vouches for. Only long-term credentials, a user's or root's, are good for that.
 */
public final class UserSessions {
  private static final Action GET_SESSION_TOKEN = Action.parse("sts:GetSessionToken");
  private static final Action GET_FEDERATION_TOKEN = Action.parse("sts:GetFederationToken");
  private static final Action TAG_SESSION = Action.parse("sts:TagSession");
  private static final Duration USUAL = Duration.ofHours(12);
  private static final Duration LONGEST_OF_ROOT = Duration.ofHours(1);

  private final Sessions sessions;
  private final SessionMfa mfa;

  public UserSessions(Sessions sessions, MfaCodes codes) {
    this.sessions = sessions;
    this.mfa = new SessionMfa(codes);
  }

  /**
   * Makes a session of the caller itself. It needs no permission, but may be denied.
   *
   * @param duration empty for twelve hours; of root never more than one
   * @throws SessionException if it is refused
   */
  public SessionCredentials ofItself(
      AuthenticatedPrincipal caller,
      Optional<Duration> duration,
      Optional<MfaCode> code,
      Map<String, Values> circumstances) {
    requireLongTerm(caller, GET_SESSION_TOKEN);
    boolean codeShown = mfa.use(caller, code);
    Map<String, Values> context = new HashMap<>(caller.context());
    context.putAll(circumstances);
    if (codeShown) {
      RoleAssumption.addMfa(context);
    }
    AuthorizationRequest question =
        question(caller, GET_SESSION_TOKEN, Resource.none(caller.accountId()), context);
    Decision decision = decide(caller, question);
    if (decision instanceof Decision.ExplicitlyDenied) {
      throw denied(question, decision);
    }
    Instant now = sessions.now();
    return sessions.issue(
        session(
            caller,
            Kind.USER,
            "",
            now.plus(lifetime(caller, duration)),
            codeShown,
            PassedPolicies.NONE,
            SessionTags.NONE,
            now));
  }

  /**
   * Makes a session for somebody else, who may do what both the caller and the passed policies
   * allow.
   *
   * @throws SessionException if it is refused
   */
  public FederatedUser of(
      FederationRequest request, AuthenticatedPrincipal caller, Map<String, Values> circumstances) {
    requireLongTerm(caller, GET_FEDERATION_TOKEN);
    Account account = caller.directory().account(caller.accountId()).orElseThrow();
    String arn =
        "arn:%s:sts::%s:federated-user/%s"
            .formatted(account.partition(), account.id(), request.name());
    Map<String, Values> context = new HashMap<>(caller.context());
    context.putAll(circumstances);
    request.tags().addTo(context);
    Resource resource = Resource.of(arn, account.id());
    requireAllowed(caller, question(caller, GET_FEDERATION_TOKEN, resource, context));
    if (!request.tags().isEmpty()) {
      requireAllowed(caller, question(caller, TAG_SESSION, resource, context));
    }
    request.policies().check(account.id(), caller.directory());
    int packedSize = PackedSize.percent(request.policies(), request.tags());
    Instant now = sessions.now();
    SessionCredentials credentials =
        sessions.issue(
            session(
                caller,
                Kind.FEDERATED_USER,
                request.name(),
                now.plus(lifetime(caller, request.duration())),
                false,
                request.policies(),
                request.tags(),
                now));
    return new FederatedUser(credentials, account.id() + ':' + request.name(), arn, packedSize);
  }

  private static void requireLongTerm(AuthenticatedPrincipal caller, Action action) {
    if (caller.session().isPresent()) {
      throw SessionException.denied(
          "Cannot call %s with session credentials".formatted(action.name()));
    }
    Principal principal = caller.principal();
    if (!(principal instanceof Principal.User) && !(principal instanceof Principal.Root)) {
      throw SessionException.denied("Cannot call %s except as a user".formatted(action.name()));
    }
  }

  private static AuthorizationRequest question(
      AuthenticatedPrincipal caller,
      Action action,
      Resource resource,
      Map<String, Values> circumstances) {
    RequestContext.Builder context = RequestContext.builder();
    circumstances.forEach(context::put);
    context.one("aws:ResourceAccount", resource.accountId());
    return new AuthorizationRequest(caller.principal(), action, resource, context.build());
  }

  private static void requireAllowed(AuthenticatedPrincipal caller, AuthorizationRequest question) {
    Decision decision = decide(caller, question);
    if (!(decision instanceof Decision.Allowed)) {
      throw denied(question, decision);
    }
  }

  private static SessionException denied(AuthorizationRequest question, Decision decision) {
    return SessionException.denied(
        Authorizer.sentence(question, decision), question.action(), decision);
  }

  private static Decision decide(AuthenticatedPrincipal caller, AuthorizationRequest question) {
    return Authorizer.decide(
        question,
        caller
            .policies()
            .withResource(
                PolicySet.EMPTY,
                caller.directory().organizationPlace(caller.accountId()).resourceControl()));
  }

  private static Duration lifetime(AuthenticatedPrincipal caller, Optional<Duration> asked) {
    Duration lifetime = asked.orElse(USUAL);
    boolean root = caller.principal() instanceof Principal.Root;
    return root && lifetime.compareTo(LONGEST_OF_ROOT) > 0 ? LONGEST_OF_ROOT : lifetime;
  }

  private Session session(
      AuthenticatedPrincipal caller,
      Kind kind,
      String name,
      Instant expiresAt,
      boolean codeShown,
      PassedPolicies policies,
      SessionTags tags,
      Instant now) {
    return new Session(
        kind,
        Use.SIGNATURE,
        sessions.drawAccessKeyId(caller.accountId()),
        caller.accountId(),
        caller.userId(),
        name,
        now,
        expiresAt,
        OptionalLong.of(caller.directory().revision()),
        codeShown ? Optional.of(now) : Optional.empty(),
        Optional.empty(),
        tags.tags(),
        Set.of(),
        policies.inline(),
        policies.arns(),
        Optional.empty(),
        Map.of(),
        Origins.of(caller, codeShown));
  }
}
