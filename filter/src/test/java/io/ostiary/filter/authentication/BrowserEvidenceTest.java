package io.ostiary.filter.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.signature.SignedRequest.Header;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser shows, and whether it was made to. */
class BrowserEvidenceTest {

  private static CanonicalRequest request(String method, String origin, String... headers) {
    boolean secure = origin.startsWith("https:");
    List<Header> lines = new ArrayList<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      lines.add(new Header(header.substring(0, colon), header.substring(colon + 1).strip()));
    }
    String host = origin.substring(origin.indexOf("//") + 2);
    return new CanonicalRequest(
        method, "/", "", "/", List.of(), true, null, List.of(), lines, host, "192.0.2.7", secure);
  }

  @ParameterizedTest(name = "over {0}, `{1}` is the session {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "https://a.example | __Host-ostiary-session=t.1 | t.1",
        "https://a.example | x=1; __Host-ostiary-session=t.1; y=2 | t.1",
        "https://a.example | x=__Host-ostiary-session=t.1 | none",
        "https://a.example | __host-ostiary-session=t.1 | none",
        "https://a.example | __Host-ostiary-sessions=t.1 | none",
        "https://a.example | __Host-ostiary-session= | none",
        "https://a.example | ostiary-session=t.1 | none",
        "http://a.example  | __Host-ostiary-session=t.1 | none",
        "http://a.example  | ostiary-session=t.1 | none",
        "http://localhost.a.example | ostiary-session=t.1 | none",
        "http://localhost:8080 | ostiary-session=t.1 | t.1",
        "http://127.0.0.1 | ostiary-session=t.1 | t.1",
        "http://[::1]:8080 | ostiary-session=t.1 | t.1",
        "http://localhost:8080 | __Host-ostiary-session=t.1 | none",
      })
  void readsTheCookieThatNobodyElseCanSet(String origin, String cookie, String token)
      throws RejectedRequestException {
    assertThat(BrowserCookie.SESSION.read(request("GET", origin, "Cookie: " + cookie)).orElse(null))
        .isEqualTo(token);
  }

  @Test
  void refusesTwoSessionsAtOnce() {
    String one = "Cookie: __Host-ostiary-session=a";
    for (CanonicalRequest request :
        List.of(
            request("GET", "https://a.example", one + "; __Host-ostiary-session=b"),
            request("GET", "https://a.example", one, one))) {
      assertThatExceptionOfType(RejectedRequestException.class)
          .isThrownBy(() -> BrowserCookie.SESSION.read(request))
          .withMessage("the cookie `__Host-ostiary-session` comes more than once");
    }
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} {4}: let in {5}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // method, own origin, Sec-Fetch-Site, Sec-Fetch-Mode, Origin
        "POST | https://a.example | same-origin | navigate | https://a.example | true",
        "POST | https://a.example | same-origin | navigate | null | true",
        "POST | https://a.example | same-origin | navigate | - | true",
        "POST | https://a.example | same-origin | cors | https://a.example | true",
        "POST | https://a.example | same-origin | navigate | https://b.example | false",
        "POST | https://a.example | same-site | navigate | https://b.a.example | false",
        "POST | https://a.example | cross-site | navigate | https://a.example | false",
        "POST | https://a.example | none | navigate | - | false",
        "POST | https://a.example | SAME-ORIGIN | navigate | - | false",
        "POST | https://a.example | - | - | https://a.example | true",
        "POST | https://A.example:8443 | - | - | https://a.example:8443 | true",
        "POST | https://a.example | - | - | http://a.example | false",
        "POST | https://a.example | - | - | https://a.example:8443 | false",
        "POST | https://a.example | - | - | https://a.example.b.example | false",
        "POST | https://a.example | - | - | null | false",
        "POST | https://a.example | - | - | - | false",
        "DELETE | https://a.example | - | - | - | false",
        "PUT | http://localhost:8080 | - | - | http://localhost:8080 | true",
        "GET | https://a.example | none | navigate | - | true",
        "GET | https://a.example | cross-site | navigate | - | true",
        "GET | https://a.example | cross-site | no-cors | - | false",
        "GET | https://a.example | cross-site | cors | https://b.example | false",
        "GET | https://a.example | same-site | websocket | - | false",
        "GET | https://a.example | same-origin | no-cors | - | true",
        "GET | https://a.example | - | - | - | true",
        "HEAD | https://a.example | cross-site | cors | - | false",
        "WEBSOCKET | https://a.example | - | - | https://a.example | true",
        "WEBSOCKET | https://a.example | same-origin | websocket | https://a.example | true",
        "WEBSOCKET | https://a.example | - | - | https://b.example | false",
        "WEBSOCKET | https://a.example | - | - | - | false",
        "WEBSOCKET | https://a.example | none | navigate | - | false",
        "WEBSOCKET | https://a.example | cross-site | navigate | https://b.example | false",
      })
  void looksWhoCausedTheRequest(
      String method, String own, String site, String mode, String origin, boolean letIn) {
    List<String> headers = new ArrayList<>();
    if (site != null) {
      headers.add("Sec-Fetch-Site: " + site);
    }
    if (mode != null) {
      headers.add("Sec-Fetch-Mode: " + mode);
    }
    if (origin != null) {
      headers.add("Origin: " + origin);
    }
    if (method.equals("WEBSOCKET")) {
      headers.add("Upgrade: WebSocket");
    }
    CanonicalRequest request =
        request(method.equals("WEBSOCKET") ? "GET" : method, own, headers.toArray(String[]::new));
    if (letIn) {
      assertThatNoException().isThrownBy(() -> CrossSite.check(request));
    } else {
      assertThatExceptionOfType(CredentialException.class)
          .isThrownBy(() -> CrossSite.check(request))
          .matches(refused -> refused.reason() == CredentialException.Reason.CROSS_SITE);
    }
  }
}
