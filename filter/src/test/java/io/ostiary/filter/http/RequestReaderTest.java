package io.ostiary.filter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.filter.http.CanonicalRequest.Parameter;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.signature.SignedRequest.Header;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static final RequestReader READER =
      new RequestReader(HttpSettings.defaults(), TrustedProxies.NONE);

  @Test
  void keepsWhatWasSent() throws RejectedRequestException {
    CanonicalRequest request =
        READER.read(received("GET", "/app", "/app/a%20b/", "x=1&y", "/a b/"));

    assertThat(request.rawPath()).isEqualTo("/app/a%20b/");
    assertThat(request.segments()).containsExactly(new CanonicalRequest.PathSegment("a b", false));
    assertThat(request.trailingSlash()).isTrue();
    assertThat(request.query()).containsExactly(new Parameter("x", "1"), new Parameter("y", ""));
    assertThat(request.host()).isEqualTo("example.org");
    assertThat(request.clientAddress()).isEqualTo("192.0.2.1");
    assertThat(request.signed().rawPath()).isEqualTo("/app/a%20b/");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"get", "GeT", "TRACE", "CONNECT", "FOO", "TRACK", "MOVE", "GET / HTTP/1.1"})
  void servesAClosedListOfMethods(String method) {
    assertRefused(received(method, "", "/a", null, "/a"), Reason.METHOD);
  }

  @ParameterizedTest(name = "{0} where the server sees {1}")
  @CsvSource({
    "/public/a, /admin",
    "/a, /a/",
    "/a/, /a",
    "/a, /A",
    "/a%20b, /a%20b",
    "/a, /a/index.html",
    "/, ''",
  })
  void refusesWhatTheServerRoutesDifferently(String raw, String theirs) {
    assertRefused(received("GET", "", raw, null, theirs), Reason.BAD_REQUEST);
  }

  @ParameterizedTest(name = "target {0}")
  @ValueSource(
      strings = {
        "/other/a",
        "/APP/a",
        "/app;x=y/a",
        "/;x=y/app/a",
        "/x/../app/a",
        "/apple",
        "/%61pp/a",
        "*",
        "http://example.org/app/a",
        "",
      })
  void refusesATargetOutsideTheContextPath(String raw) {
    assertRefused(received("GET", "/app", raw, null, "/a"), Reason.BAD_REQUEST);
  }

  @Test
  void knowsAContextPathThatTargetsSpellEncoded() throws RejectedRequestException {
    assertThat(READER.read(received("GET", "/caf\u00e9", "/caf%C3%A9/a", null, "/a")).segments())
        .hasSize(1);
    assertThat(READER.read(received("GET", "/app", "/app", null, "")).segments()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Authorization: a|Authorization: b",
        "authorization: a|Authorization: b",
        "Host: example.org|Host: example.org",
        "X-Amz-Date: 1|x-amz-date: 1",
        "X-Amz-Security-Token: a|X-Amz-Security-Token: b",
        "x-amz-content-sha256: a|x-amz-content-sha256: a",
        "Content-Length: 1|Content-Length: 2",
        "Content-Length: 1|Transfer-Encoding: chunked",
        "Content-Type: a/b|Content-Type: c/d",
        "X-HTTP-Method-Override: DELETE",
        "X-HTTP-Method: DELETE",
        "X-Method-Override: DELETE",
        "X-Name: caf\u00e9",
        "X-Name: a\u0000b",
        "X-Name: a\u001b[31m",
        "X-Name: a\u007f",
      })
  void refusesHeadersThatServersReadDifferently(String lines) {
    assertRefused(with(lines.split("\\|")), Reason.BAD_REQUEST);
  }

  @Test
  void admitsRepeatedHeadersThatAreLists() throws RejectedRequestException {
    CanonicalRequest request = READER.read(with("Accept: a/b", "Accept: c/d", "X-Tab: a\tb"));

    assertThat(request.headers()).hasSize(4);
    assertThat(request.header("ACCEPT")).contains("a/b");
  }

  @Test
  void limitsHowMuchAHeaderHolds() {
    String[] many = new String[HttpSettings.HEADER_LIMIT];
    Arrays.setAll(many, i -> "X-" + i + ": 1");

    assertRefused(with(many), Reason.BAD_REQUEST);
    assertRefused(
        with("X-Long: " + "a".repeat(HttpSettings.HEADER_VALUE_LIMIT + 1)), Reason.BAD_REQUEST);
  }

  @Test
  void limitsPathAndQuery() {
    String path = "/" + "a".repeat(HttpSettings.PATH_LIMIT);
    assertRefused(received("GET", "", path, null, path), Reason.BAD_REQUEST);
    assertRefused(
        received("GET", "", "/a", "a=" + "b".repeat(HttpSettings.QUERY_LIMIT), "/a"),
        Reason.BAD_REQUEST);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"_method=DELETE", "a=1&_METHOD=PUT", "%5Fmethod=PUT"})
  void refusesAMethodInTheQuery(String query) {
    assertRefused(received("POST", "", "/a", query, "/a"), Reason.BAD_REQUEST);
  }

  @ParameterizedTest(name = "Host {0} at {1}")
  @CsvSource({
    "'', example.org",
    "other.org, example.org",
    "user@example.org, example.org",
    "example.org:, example.org",
    "example.org:x, example.org",
    "example.org:123456, example.org",
    "example.org/a, example.org",
    "'example.org, other.org', example.org",
    "[::1, ::1",
    "::1, ::1",
  })
  void refusesAHostThatIsNotOneOrNotTheTargets(String host, String serverName) {
    assertRefused(withHost(host, serverName), Reason.BAD_REQUEST);
  }

  @ParameterizedTest(name = "Host {0} at {1}")
  @CsvSource({
    "example.org, example.org",
    "EXAMPLE.org:8443, example.org",
    "127.0.0.1:8080, 127.0.0.1",
    "[::1]:8080, ::1",
    "[::1], [::1]",
  })
  void admitsAnyHostWhereNoneIsNamed(String host, String serverName)
      throws RejectedRequestException {
    assertThat(READER.read(withHost(host, serverName)).host()).isEqualTo(host);
  }

  @Test
  void admitsOnlyItsOwnHostsWhereTheyAreNamed() throws RejectedRequestException {
    RequestReader reader =
        new RequestReader(
            new HttpSettings(Set.of("Example.org:8443"), false, 1024, Path.of("/tmp")),
            TrustedProxies.NONE);

    assertThat(reader.read(withHost("example.ORG:8443", "example.org")).host())
        .isEqualTo("example.ORG:8443");
    assertThatThrownBy(() -> reader.read(withHost("example.org", "example.org")))
        .isInstanceOfSatisfying(
            RejectedRequestException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.WRONG_HOST));
  }

  @Test
  void readsTheTargetOfADispatchWithTheClientsHeaders() throws RejectedRequestException {
    CanonicalRequest original = READER.read(with("X-Name: client"));
    CanonicalRequest target = READER.target(received("GET", "", "/b/c", "d=e", "/b/c"), original);

    assertThat(target.rawPath()).isEqualTo("/b/c");
    assertThat(target.query()).containsExactly(new Parameter("d", "e"));
    assertThat(target.header("X-Name")).contains("client");
  }

  private static void assertRefused(ReceivedRequest received, Reason reason) {
    assertThatThrownBy(() -> READER.read(received))
        .isInstanceOfSatisfying(
            RejectedRequestException.class,
            refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private static ReceivedRequest with(String... lines) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Host", "example.org"));
    for (String line : lines) {
      int colon = line.indexOf(": ");
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 2)));
    }
    return new ReceivedRequest(
        "POST", "HTTP/1.1", "/a", null, headers, "", "/a", null, "example.org", "192.0.2.1", false);
  }

  private static ReceivedRequest withHost(String host, String serverName) {
    List<Header> headers = host.isEmpty() ? List.of() : List.of(new Header("host", host));
    return new ReceivedRequest(
        "GET", "HTTP/1.1", "/a", null, headers, "", "/a", null, serverName, "192.0.2.1", false);
  }

  private static ReceivedRequest received(
      String method,
      String context,
      String uri,
      @org.jspecify.annotations.Nullable String query,
      String servletPath) {
    return new ReceivedRequest(
        method,
        "HTTP/1.1",
        uri,
        query,
        List.of(new Header("Host", "example.org")),
        context,
        servletPath,
        null,
        "example.org",
        "192.0.2.1",
        false);
  }
}
