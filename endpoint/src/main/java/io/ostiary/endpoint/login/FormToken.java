package io.ostiary.endpoint.login;

import io.ostiary.filter.authentication.BrowserCookie;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.realm.credential.Tickets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Ties a form to the browser that it was shown to: a field that comes of a cookie and that nobody
 * else can work out. So nobody signs another's browser in, or makes it do anything here.
 */
final class FormToken {
  static final String FIELD = "form-token";

  private static final BrowserCookie COOKIE = new BrowserCookie("form");
  private static final String PURPOSE = "sign-in form";
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int BYTES = 16;

  private final Tickets tickets;
  private final SecureRandom random;

  FormToken(Tickets tickets, SecureRandom random) {
    this.tickets = tickets;
    this.random = random;
  }

  /** The field's value for this browser, which gets the cookie if it has none. */
  String of(Visit visit) throws RejectedRequestException {
    Optional<String> present = COOKIE.read(visit.request());
    return present.isPresent() ? tickets.derive(PURPOSE, present.get()) : renewed(visit);
  }

  /**
   * The same with another cookie, for whoever signs in or out: what was seen before is worthless.
   */
  String renewed(Visit visit) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    COOKIE.set(visit.request(), visit.response(), fresh, LONGEST);
    return tickets.derive(PURPOSE, fresh);
  }

  /** Whether the form that was sent was shown to this browser. */
  boolean isSent(Visit visit) throws RejectedRequestException {
    return COOKIE
        .read(visit.request())
        .filter(cookie -> tickets.isDerived(PURPOSE, cookie, visit.field(FIELD)))
        .isPresent();
  }
}
