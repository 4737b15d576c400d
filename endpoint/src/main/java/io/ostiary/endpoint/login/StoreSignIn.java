package io.ostiary.endpoint.login;

import io.ostiary.filter.authentication.BrowserCookie;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.realm.authentication.IdentityStore;
import io.ostiary.realm.authentication.LoginOutcome;
import io.ostiary.realm.authentication.LoginOutcome.KnownOutside;
import io.ostiary.realm.authentication.LoginOutcome.Reason;
import io.ostiary.realm.authentication.LoginOutcome.Refused;
import io.ostiary.realm.authentication.PersonLogin;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Signs somebody in whom an identity store knows: a page of each store for name and password, and
 * from there on as the user or into the role that they become. Every failure reads the same, but
 * who gave the right password may learn that nothing here is for them.
 */
final class StoreSignIn {
  private static final System.Logger LOG = System.getLogger("ostiary.signin");
  private static final String TITLE = "Sign in";
  private static final String STORE = "store";
  private static final String FAILED =
      "That did not work. Check what you typed; after many attempts, wait a quarter of an hour.";

  /** By why somebody was refused whom the store knows. */
  private static final Map<Reason, String> KNOWN =
      Map.of(
          Reason.NO_USER, "You are known, but no user here has your name. Ask an administrator.",
          Reason.NO_ROLE, "You are known, but no role is for you. Ask an administrator.");

  /** Goes on with a user whom a store vouches for. */
  @FunctionalInterface
  interface Onward {
    void go(Visit visit, LoginOutcome outcome) throws IOException, RejectedRequestException;
  }

  private final PersonLogin login;
  private final Entrance entrance;
  private final FormToken token;

  StoreSignIn(PersonLogin login, Entrance entrance, FormToken token) {
    this.login = login;
    this.entrance = entrance;
    this.token = token;
  }

  /** Offers the stores on the first page. */
  void offer(Visit visit, Page page) {
    for (IdentityStore store : login.stores()) {
      page.link(
          "%s?store=%s&to=%s"
              .formatted(
                  visit.ours("sign-in/store"),
                  store.name(),
                  URLEncoder.encode(visit.returnPath(), StandardCharsets.UTF_8)),
          "Sign in with " + store.title());
    }
  }

  /** The page of a store. */
  void show(Visit visit) throws IOException, RejectedRequestException {
    Optional<IdentityStore> store = store(visit);
    if (store.isEmpty() || !BrowserCookie.possible(visit.request())) {
      Entrance.refuse(visit, "no such identity store, or no TLS");
    } else {
      form(visit, new Page(TITLE), store.get()).write(visit.response());
    }
  }

  private Optional<IdentityStore> store(Visit visit) {
    String name = visit.field(STORE);
    return login.stores().stream().filter(store -> store.name().equals(name)).findFirst();
  }

  private Page form(Visit visit, Page page, IdentityStore store) throws RejectedRequestException {
    return page.text("Your name and password of " + store.title() + ".")
        .form(
            new Page.Form(visit.ours("sign-in/store"), token.of(visit))
                .hidden("to", visit.returnPath())
                .hidden(STORE, store.name())
                .field("user", "Name", "text", "username", visit.field("user"))
                .field("password", "Password", "password", "current-password", "")
                .button(TITLE));
  }

  /** Takes name and password. */
  void password(Visit visit, Onward onward) throws IOException, RejectedRequestException {
    Optional<IdentityStore> store = store(visit);
    if (store.isEmpty() || !BrowserCookie.possible(visit.request())) {
      Entrance.refuse(visit, "no such identity store, or no TLS");
      return;
    }
    if (!token.isSent(visit)) {
      Page page = new Page(TITLE).notice("The page was open for too long. Try again.");
      form(visit, page, store.get()).write(visit.response());
      return;
    }
    LoginOutcome outcome =
        login.logIn(store.get().name(), visit.field("user"), visit.field("password").toCharArray());
    if (outcome instanceof KnownOutside known) {
      entrance.enter(visit, known.identity(), visit.returnPath());
    } else if (outcome instanceof Refused refused) {
      log(visit, store.get(), refused);
      String why = KNOWN.getOrDefault(refused.reason(), FAILED);
      form(visit, new Page(TITLE).notice(why), store.get()).write(visit.response());
    } else {
      onward.go(visit, outcome);
    }
  }

  private static void log(Visit visit, IdentityStore store, Refused refused) throws IOException {
    visit.authorized().journal().record(ConsoleLogin.of(refused, store.name()));
    LOG.log(
        System.Logger.Level.WARNING,
        "a sign-in with the identity store {0} from {1} was refused: {2}, request {3}",
        store.name(),
        visit.request().clientAddress(),
        refused.reason(),
        visit.authorized().requestId());
  }
}
