package io.ostiary.endpoint.login;

import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.session.AssumedRole;
import java.io.IOException;
import java.util.List;

/** Lets in whom a provider vouches for: into the one role that admits them, or the one chosen. */
final class Entrance {
  private static final System.Logger LOG = System.getLogger("ostiary.signin");
  private static final String TITLE = "Sign in";

  private final BrowserSession session;
  private final FormToken token;

  Entrance(BrowserSession session, FormToken token) {
    this.session = session;
    this.token = token;
  }

  /** Begins a session, or asks in which role. */
  void enter(Visit visit, FederatedIdentity identity, String to)
      throws IOException, RejectedRequestException {
    List<AssumedRole> roles = session.open(visit, identity);
    LOG.log(
        System.Logger.Level.INFO,
        "{0} of {1} signed in, {2} roles admit it, request {3}",
        identity.subject(),
        identity.providerArn(),
        roles.size(),
        visit.authorized().requestId());
    visit.authorized().journal().record(ConsoleLogin.of(identity, roles));
    if (roles.size() == 1) {
      session.begin(visit, roles.get(0).credentials());
      visit.lead(to);
      return;
    }
    Page page = new Page(TITLE);
    if (roles.isEmpty()) {
      page.notice("You are known, but no role admits you. Ask an administrator.")
          .link(visit.ours("sign-in"), "Back to the beginning");
    } else {
      page.text("Several roles admit you. Choose the one to go on in.");
    }
    String formToken = token.of(visit);
    for (AssumedRole role : roles) {
      page.form(
          new Page.Form(visit.ours("sign-in/role"), formToken)
              .hidden("to", to)
              .hidden("session", role.credentials().revealSessionToken())
              .button(roleName(role.arn())));
    }
    page.write(visit.response());
  }

  /** Of {@code arn:aws:sts::1:assumed-role/name/session}. */
  private static String roleName(String sessionArn) {
    int start = sessionArn.indexOf('/') + 1;
    return sessionArn.substring(start, sessionArn.indexOf('/', start));
  }

  /** Takes the role that was chosen. */
  void role(Visit visit) throws IOException, RejectedRequestException {
    if (token.isSent(visit) && session.begin(visit, visit.field("session"))) {
      visit.lead(visit.returnPath());
    } else {
      refuse(visit, "a role was chosen too late, or none");
    }
  }

  /** Lets nobody in. Why is for the log; whoever came learns the request's id. */
  static void refuse(Visit visit, String reason) throws IOException {
    visit.authorized().journal().record(ConsoleLogin.refused(reason));
    LOG.log(
        System.Logger.Level.WARNING,
        "a sign-in by a provider from {0} was refused: {1}, request {2}",
        visit.request().clientAddress(),
        reason,
        visit.authorized().requestId());
    new Page(TITLE)
        .notice(
            "That did not work. Try again; if it goes on, tell an administrator the request id.")
        .text("Request " + visit.authorized().requestId())
        .link(visit.ours("sign-in"), "Back to the beginning")
        .write(visit.response());
  }
}
