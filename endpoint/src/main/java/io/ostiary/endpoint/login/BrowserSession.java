package io.ostiary.endpoint.login;

import io.ostiary.filter.authentication.BrowserCookie;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.policy.request.Principal;
import io.ostiary.realm.Realm;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Authenticator;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.LoginOutcome.LoggedIn;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.session.AssumedRole;
import io.ostiary.realm.session.RoleAssumption;
import io.ostiary.realm.session.RoleRequest;
import io.ostiary.realm.session.SessionCredentials;
import io.ostiary.realm.session.SessionException;
import io.ostiary.realm.session.Sessions;
import io.ostiary.signature.SignatureException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The session that a browser is in, and beneath it, while it is in another role, the user's own to
 * go back to. Both are sealed tokens in cookies; nothing is kept here.
 */
final class BrowserSession {
  /** As AWS's console. */
  private static final Duration LONGEST = Duration.ofHours(12);

  private static final BrowserCookie UNDERNEATH = new BrowserCookie("user");
  private static final int SHORTEST_NAME = 2;
  private static final int LONGEST_NAME = 64;
  private static final int NOT_ASCII = 0x80;

  private final LiveDirectory live;
  private final Sessions sessions;
  private final RoleAssumption roles;
  private final Authenticator authenticator;
  private final FormToken token;

  BrowserSession(Realm realm, FormToken token) {
    this.live = realm.directory();
    this.sessions = realm.sessions();
    this.roles = realm.roleAssumption();
    this.authenticator = realm.authenticator();
    this.token = token;
  }

  /** Begins the session of a user who has just signed in. */
  void begin(Visit visit, LoggedIn done) {
    begin(
        visit,
        done.store().isPresent()
            ? sessions.logIn(done.user(), done.mfa(), done.store().get(), LONGEST)
            : sessions.logIn(done.user(), done.mfa(), LONGEST));
  }

  /** Begins a session that was just made. */
  void begin(Visit visit, SessionCredentials credentials) {
    UNDERNEATH.clear(visit.request(), visit.response());
    set(BrowserCookie.SESSION, visit, credentials.revealSessionToken());
    String unused = token.renewed(visit);
  }

  /** Begins one of several that were made; says no if that is none any more. */
  boolean begin(Visit visit, String sessionToken) throws IOException {
    boolean good = open(sessionToken).isPresent();
    if (good) {
      UNDERNEATH.clear(visit.request(), visit.response());
      set(BrowserCookie.SESSION, visit, sessionToken);
      String unused = token.renewed(visit);
    }
    return good;
  }

  /** A session in each role that admits somebody; nobody uses them unless they are begun. */
  List<AssumedRole> open(Visit visit, FederatedIdentity identity) {
    Directory directory = live.snapshot();
    List<AssumedRole> admitted = new ArrayList<>();
    for (Role role : directory.roles(identity.accountId())) {
      if (directory.trustPolicy(role).contains(identity.providerArn())) {
        try {
          admitted.add(
              roles.assume(
                  request(role, identity),
                  identity,
                  Session.Use.BROWSER,
                  visit.authorized().circumstances(),
                  directory));
        } catch (SessionException notAdmitted) {
          // Another role may.
        }
      }
    }
    return admitted;
  }

  /** As long as the provider wants and the role admits; an hour if it does not say. */
  private static RoleRequest request(Role role, FederatedIdentity identity) {
    RoleRequest request = RoleRequest.of(role.arn(), sessionName(identity));
    Optional<Duration> wanted = identity.longest();
    if (wanted.isEmpty()) {
      return request;
    }
    boolean admitted = wanted.get().compareTo(role.maxSessionDuration()) <= 0;
    return request.lasting(admitted ? wanted.get() : role.maxSessionDuration());
  }

  /** What the provider says, in the letters that a session's name may have. */
  private static String sessionName(FederatedIdentity identity) {
    String wanted = identity.sessionName().orElse(identity.subject());
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < wanted.length() && name.length() < LONGEST_NAME; i++) {
      char c = wanted.charAt(i);
      boolean plain = c < NOT_ASCII && (Character.isLetterOrDigit(c) || "_+=,.@-".indexOf(c) >= 0);
      name.append(plain ? c : '-');
    }
    return name.length() < SHORTEST_NAME ? "user-" + name : name.toString();
  }

  /** Goes on in a role. The user's own session decides whether that may be. */
  void assume(Visit visit, String roleArn) throws IOException, RejectedRequestException {
    String own = own(visit);
    AuthenticatedPrincipal user = open(own).orElseGet(visit::caller);
    AssumedRole role =
        roles.assume(
            RoleRequest.of(roleArn, sessionName(user)), user, visit.authorized().circumstances());
    set(UNDERNEATH, visit, own);
    set(BrowserCookie.SESSION, visit, role.credentials().revealSessionToken());
  }

  /** The token of the user's own session: in another role that beneath, if it is not over. */
  private String own(Visit visit) throws IOException, RejectedRequestException {
    Optional<String> underneath = UNDERNEATH.read(visit.request());
    return underneath.isPresent() && open(underneath.get()).isPresent()
        ? underneath.get()
        : BrowserCookie.SESSION.read(visit.request()).orElseThrow();
  }

  /** Who is recognised in the audit: the user by name. */
  private static String sessionName(AuthenticatedPrincipal user) {
    String arn = user.getName();
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    return name.length() < SHORTEST_NAME ? "user-" + name : name;
  }

  /** Who one can go back to being; the session of the moment is taken away if it is none. */
  Optional<String> underneath(Visit visit) throws IOException, RejectedRequestException {
    Optional<String> present = BrowserCookie.SESSION.read(visit.request());
    if (present.isPresent() && open(present.get()).isPresent()) {
      return Optional.empty();
    }
    if (present.isPresent()) {
      BrowserCookie.SESSION.clear(visit.request(), visit.response());
    }
    Optional<String> own = UNDERNEATH.read(visit.request());
    Optional<AuthenticatedPrincipal> user = own.isPresent() ? open(own.get()) : Optional.empty();
    if (own.isPresent() && user.isEmpty()) {
      UNDERNEATH.clear(visit.request(), visit.response());
    }
    return user.map(AuthenticatedPrincipal::getName);
  }

  /** Whether the caller is in a role and was somebody else before. */
  boolean inAnotherRole(Visit visit) throws RejectedRequestException {
    return visit.caller().principal() instanceof Principal.RoleSession
        && UNDERNEATH.read(visit.request()).isPresent();
  }

  /** Goes back to the user's own session. */
  void back(Visit visit) throws RejectedRequestException {
    Optional<String> own = UNDERNEATH.read(visit.request());
    if (own.isPresent()) {
      set(BrowserCookie.SESSION, visit, own.get());
      UNDERNEATH.clear(visit.request(), visit.response());
    }
  }

  /** Ends the session, and the one beneath it, on every node. */
  void end(Visit visit) throws IOException, RejectedRequestException {
    Optional<String> own = UNDERNEATH.read(visit.request());
    sessions.revoke(visit.caller());
    if (own.isPresent()) {
      open(own.get()).ifPresent(sessions::revoke);
    }
    UNDERNEATH.clear(visit.request(), visit.response());
    BrowserCookie.SESSION.clear(visit.request(), visit.response());
    String unused = token.renewed(visit);
  }

  private Optional<AuthenticatedPrincipal> open(String sessionToken) throws IOException {
    try {
      return Optional.of(authenticator.authenticate(new Evidence.Session(sessionToken)).caller());
    } catch (SignatureException over) {
      return Optional.empty();
    }
  }

  private static void set(BrowserCookie cookie, Visit visit, String sessionToken) {
    cookie.set(visit.request(), visit.response(), sessionToken, LONGEST);
  }
}
