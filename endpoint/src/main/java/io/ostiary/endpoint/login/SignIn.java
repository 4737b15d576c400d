package io.ostiary.endpoint.login;

import io.ostiary.filter.authentication.BrowserCookie;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.realm.authentication.LoginOutcome;
import io.ostiary.realm.authentication.LoginOutcome.CodeNeeded;
import io.ostiary.realm.authentication.LoginOutcome.LoggedIn;
import io.ostiary.realm.authentication.LoginOutcome.PasswordChangeNeeded;
import io.ostiary.realm.authentication.LoginOutcome.Reason;
import io.ostiary.realm.authentication.LoginOutcome.Refused;
import io.ostiary.realm.authentication.PasswordLogin;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.LiveDirectory;
import java.io.IOException;
import java.util.Optional;

/**
 * Signs a user in by password: one page for the password, one for the code of an MFA device, one
 * for a password that must be changed. Every failure reads the same.
 */
final class SignIn {
  private static final System.Logger LOG = System.getLogger("ostiary.signin");
  private static final String TITLE = "Sign in";
  private static final String FAILED =
      "That did not work. Check what you typed; after many attempts, wait a quarter of an hour.";

  private final LiveDirectory directory;
  private final String accountId;
  private final PasswordLogin login;
  private final OidcSignIn oidc;
  private final SamlSignIn saml;
  private final StoreSignIn stores;
  private final ProviderSignOut signOut;
  private final BrowserSession session;
  private final FormToken token;

  SignIn(
      LiveDirectory directory,
      String accountId,
      PasswordLogin login,
      OidcSignIn oidc,
      SamlSignIn saml,
      StoreSignIn stores,
      ProviderSignOut signOut,
      BrowserSession session,
      FormToken token) {
    this.directory = directory;
    this.accountId = accountId;
    this.login = login;
    this.oidc = oidc;
    this.saml = saml;
    this.stores = stores;
    this.signOut = signOut;
    this.session = session;
    this.token = token;
  }

  /** The first page. */
  void show(Visit visit) throws IOException, RejectedRequestException {
    if (!BrowserCookie.possible(visit.request())) {
      new Page(TITLE)
          .notice("Passwords are not sent in the clear: open this page by https.")
          .write(visit.response());
      return;
    }
    Page page = new Page(TITLE);
    Optional<String> under = session.underneath(visit);
    if (under.isPresent()) {
      page.text("The session in another role is over.")
          .form(
              new Page.Form(visit.ours("role/back"), token.of(visit))
                  .hidden("to", visit.returnPath())
                  .button("Go on as " + under.get()));
    }
    oidc.offer(visit, page);
    saml.offer(visit, page);
    stores.offer(visit, page);
    passwordForm(visit, page).write(visit.response());
  }

  private Page passwordForm(Visit visit, Page page) throws RejectedRequestException {
    String account = visit.field("account");
    return page.form(
        new Page.Form(visit.ours("sign-in"), token.of(visit))
            .hidden("to", visit.returnPath())
            .field(
                "account",
                "Account (id or alias)",
                "text",
                "organization",
                account.isEmpty() ? shown(accountId) : account)
            .field("user", "User name", "text", "username", visit.field("user"))
            .field("password", "Password", "password", "current-password", "")
            .button(TITLE));
  }

  /** An account as people know it. */
  private String shown(String id) {
    return directory.snapshot().accountAlias(id).orElse(id);
  }

  /** Takes account, user name and password. */
  void password(Visit visit) throws IOException, RejectedRequestException {
    if (isStale(visit)) {
      return;
    }
    Optional<String> code = Optional.of(visit.field("code")).filter(text -> !text.isEmpty());
    next(
        visit,
        login.logIn(
            account(visit.field("account")),
            visit.field("user"),
            Password.of(visit.field("password")),
            code));
  }

  /** The id of an account, which need not exist. */
  private String account(String idOrAlias) {
    Directory snapshot = directory.snapshot();
    return snapshot.accountByAlias(idOrAlias).map(Account::id).orElse(idOrAlias);
  }

  /** Takes the code of an MFA device, or a recovery code. */
  void code(Visit visit) throws IOException, RejectedRequestException {
    if (isStale(visit)) {
      return;
    }
    String ticket = visit.field("ticket");
    LoginOutcome outcome = login.withCode(ticket, visit.field("code").strip());
    if (outcome instanceof Refused refused && refused.reason() == Reason.WRONG_CODE) {
      log(visit, refused);
      codeForm(visit, new Page(TITLE).notice(FAILED), ticket).write(visit.response());
    } else {
      next(visit, outcome);
    }
  }

  /** Takes the old password and a new one. */
  void newPassword(Visit visit) throws IOException, RejectedRequestException {
    if (isStale(visit)) {
      return;
    }
    String ticket = visit.field("ticket");
    Password old = Password.of(visit.field("password"));
    if (!visit.field("new-password").equals(visit.field("new-password-again"))) {
      changeForm(visit, new Page(TITLE).notice("The new passwords differ."), ticket)
          .write(visit.response());
      return;
    }
    try {
      next(visit, login.withNewPassword(ticket, old, Password.of(visit.field("new-password"))));
    } catch (DirectoryException refused) {
      Page page = new Page(TITLE).notice(String.valueOf(refused.getMessage()));
      changeForm(visit, page, ticket).write(visit.response());
    }
  }

  /** Goes on with what became of a password. */
  void next(Visit visit, LoginOutcome outcome) throws IOException, RejectedRequestException {
    if (outcome instanceof LoggedIn done) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0} signed in{1} from {2}, request {3}",
          done.user().arn(),
          done.mfa() ? " with MFA" : "",
          visit.request().clientAddress(),
          visit.authorized().requestId());
      visit.authorized().journal().record(ConsoleLogin.of(done));
      session.begin(visit, done);
      signOut.forget(visit);
      visit.lead(visit.returnPath());
    } else if (outcome instanceof CodeNeeded step) {
      codeForm(visit, new Page(TITLE), step.ticket()).write(visit.response());
    } else if (outcome instanceof PasswordChangeNeeded step) {
      Page page = new Page(TITLE).text("Your password must be changed.");
      changeForm(visit, page, step.ticket()).write(visit.response());
    } else if (outcome instanceof Refused refused) {
      log(visit, refused);
      passwordForm(visit, new Page(TITLE).notice(FAILED)).write(visit.response());
    }
  }

  private Page codeForm(Visit visit, Page page, String ticket) throws RejectedRequestException {
    return page.text("Type the code that your authenticator shows, or a recovery code.")
        .form(
            new Page.Form(visit.ours("sign-in/code"), token.of(visit))
                .hidden("to", visit.returnPath())
                .hidden("ticket", ticket)
                .field("code", "Code", "text", "one-time-code", "")
                .button("Go on"));
  }

  private Page changeForm(Visit visit, Page page, String ticket) throws RejectedRequestException {
    return page.form(
        new Page.Form(visit.ours("sign-in/password"), token.of(visit))
            .hidden("to", visit.returnPath())
            .hidden("ticket", ticket)
            .field("password", "Old password", "password", "current-password", "")
            .field("new-password", "New password", "password", "new-password", "")
            .field("new-password-again", "New password again", "password", "new-password", "")
            .button("Change it"));
  }

  /** Shows the first page anew where a form was not shown to this browser, or long ago. */
  private boolean isStale(Visit visit) throws IOException, RejectedRequestException {
    boolean sent = BrowserCookie.possible(visit.request()) && token.isSent(visit);
    if (!sent) {
      Page page = new Page(TITLE).notice("The page was open for too long. Try again.");
      passwordForm(visit, page).write(visit.response());
    }
    return !sent;
  }

  private static void log(Visit visit, Refused refused) throws IOException {
    visit.authorized().journal().record(ConsoleLogin.of(refused));
    LOG.log(
        System.Logger.Level.WARNING,
        "a sign-in from {0} was refused: {1}, request {2}",
        visit.request().clientAddress(),
        refused.reason(),
        visit.authorized().requestId());
  }
}
