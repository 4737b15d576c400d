package io.ostiary.filter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.signature.SignedRequest.Header;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalUrlTest {
  private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("10.0.0.0/8"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          https://example.org, https://example.org, example.org, ''
          https://example.org/, https://example.org, example.org, ''
          https://example.org:443, https://example.org:443, example.org, ''
          https://example.org:80, https://example.org:80, example.org:80, ''
          http://example.org:80, http://example.org:80, example.org, ''
          http://localhost:8080, http://localhost:8080, localhost:8080, ''
          https://[2001:db8::7]:8443/api, https://[2001:db8::7]:8443/api, [2001:db8::7]:8443, /api
          https://[2001:db8::443], https://[2001:db8::443], [2001:db8::443], ''
          https://example.org/api, https://example.org/api, example.org, /api
          https://example.org/api/, https://example.org/api, example.org, /api
          https://my_host/a/b%20c, https://my_host/a/b%20c, my_host, /a/b%20c
          """)
  void isReadIntoHostAndPath(String text, String kept, String host, String path) {
    assertThat(ExternalUrl.parse(text)).isEqualTo(new ExternalUrl(kept, host, path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "/api",
        "//example.org",
        "ftp://example.org",
        "HTTPS://example.org",
        "https://",
        "https:///api",
        "https://ada@example.org",
        "https://example.org:port",
        "https://example.org:",
        "https://example.org//",
        "https://example.org//api",
        "https://example.org/api//",
        "https://example.org/./api",
        "https://example.org/../api",
        "https://example.org/%2e%2e/api",
        "https://example.org/a%2Fb",
        "https://example.org/api;x",
        "https://example.org/api?x",
        "https://example.org?x",
        "https://example.org/api#x",
        "https://example.org/a b",
        "https://example.org/%61pi"
      })
  void whatCouldBeReadInSeveralWaysIsNone(String text) {
    assertThatThrownBy(() -> ExternalUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("`" + text + "` is not where a server can be found: ");
  }

  /** Header lines are separated by {@code |}; the server is asked as {@code backend}. */
  @ParameterizedTest(name = "{3} at `{2}` behind {0}, from {1} with `{4}`")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          https://a.example/api ! 10.0.0.1 ! '' ! /x ! ! /api/x ! /api ! a.example
          https://a.example/api ! 10.0.0.1 ! '' ! /x/ ! ! /api/x/ ! /api ! a.example
          https://a.example/api ! 10.0.0.1 ! '' ! /api/x ! ! /api/api/x ! /api ! a.example
          https://a.example/api ! 10.0.0.1 ! '' ! / ! ! /api/ ! /api ! a.example
          https://a.example/api ! 10.0.0.1 ! '' ! /%C3%A9%20 ! ! /api/%C3%A9%20 ! /api ! a.example
          https://a.example/api ! 10.0.0.1 ! /app ! /app/x ! ! /api/x ! /api ! a.example
          https://a.example/api ! 10.0.0.1 ! /app ! /app ! ! /api/ ! /api ! a.example
          https://a.example/api ! 10.0.0.1 ! /api ! /api/x ! ! /api/x ! /api ! a.example
          https://a.example/api ! 10.0.0.1 ! /api ! /api/api/x ! ! /api/api/x ! /api ! a.example
          https://a.example/a/b ! 10.0.0.1 ! /b ! /b/x ! ! /a/b/x ! /a/b ! a.example
          https://a.example ! 10.0.0.1 ! /app ! /app/x ! ! /app/x ! /app ! a.example
          https://a.example:8443/ ! 10.0.0.1 ! /app ! /app/x ! ! /app/x ! /app ! a.example:8443
          https://a.example/api ! 10.0.0.1 ! '' ! /x ! X-Forwarded-Host: b.example ! /api/x ! /api ! b.example
          https://a.example/api ! 10.0.0.1 ! '' ! /x ! X-Forwarded-Host: backend ! /api/x ! /api ! backend
          https://a.example/api ! 10.0.0.1 ! '' ! /x ! Forwarded: for=192.0.2.1 ! /api/x ! /api ! a.example
          https://a.example/api ! 10.0.0.1 ! '' ! /x ! Forwarded: for=192.0.2.1;host=b.example ! /api/x ! /api ! b.example
          https://a.example/api ! 10.0.0.1 ! '' ! /x ! X-Forwarded-Prefix: /other ! /api/x ! /api ! a.example
          https://a.example/api ! 10.0.0.1 ! '' ! /x ! X-Original-URL: /other/x|X-Forwarded-Uri: /other/x ! /api/x ! /api ! a.example
          https://a.example/api ! 192.0.2.1 ! '' ! /x ! ! /x ! '' ! backend
          https://a.example/api ! 192.0.2.1 ! '' ! /x ! X-Forwarded-Prefix: /api|X-Forwarded-Host: a.example ! /x ! '' ! backend
          https://a.example/api ! 192.0.2.1 ! '' ! /api/x ! X-Forwarded-For: 10.0.0.1 ! /api/x ! '' ! backend
          https://a.example/api ! 192.0.2.1 ! /app ! /app/x ! ! /app/x ! /app ! backend
          """)
  void aSignatureCoversWhatTheClientAskedATrustedProxyFor(
      String url,
      String peer,
      String context,
      String uri,
      @Nullable String lines,
      String clientPath,
      String root,
      String host)
      throws RejectedRequestException {
    CanonicalRequest request =
        new RequestReader(HttpSettings.defaults(), PROXIES.askedBy(ExternalUrl.parse(url)))
            .read(from(peer, context, uri, lines));

    assertThat(request.signed().rawPath()).isEqualTo(clientPath).isEqualTo(request.clientPath());
    assertThat(request.root()).isEqualTo(root);
    assertThat(request.host()).isEqualTo(host);
    assertThat(request.signed().headers()).contains(new Header("Host", host));
    assertThat(request.rawPath()).as("what is mapped to actions").isEqualTo(uri);
    assertThat(request.segments())
        .isEqualTo(RequestPath.parse(uri.substring(context.length()), false).segments());
  }

  @ParameterizedTest(name = "{1} from {0}")
  @CsvSource({
    "10.0.0.1, '', /, /api",
    "10.0.0.1, /app, /app, /api",
    "10.0.0.1, /app, /app/, /api",
    "10.0.0.1, '', /x, ''",
    "10.0.0.1, '', /x/, ''",
    "10.0.0.1, /api, /api/, ''",
    "192.0.2.1, '', /, ''",
    "192.0.2.1, /app, /app/, ''"
  })
  void onlyTheRootBehindAProxyIsSpelledInTwoWays(
      String peer, String context, String uri, String otherwise) throws RejectedRequestException {
    CanonicalRequest request =
        new RequestReader(
                HttpSettings.defaults(),
                PROXIES.askedBy(ExternalUrl.parse("https://a.example/api")))
            .read(from(peer, context, uri, null));

    assertThat(request.spelledOtherwise().map(CanonicalRequest::clientPath).orElse(""))
        .isEqualTo(otherwise);
    assertThat(request.spelledOtherwise().map(CanonicalRequest::rawPath).orElse(uri))
        .isEqualTo(uri);
  }

  @Test
  void aHostThatIsNotOursIsNoneWhateverTheUrl() throws RejectedRequestException {
    HttpSettings ours = new HttpSettings(Set.of("a.example"), false, 1024, Path.of("/tmp"));
    RequestReader reader =
        new RequestReader(ours, PROXIES.askedBy(ExternalUrl.parse("https://a.example/api")));

    assertThat(reader.read(from("10.0.0.1", "", "/x", "X-Forwarded-Host: a.example")).host())
        .isEqualTo("a.example");
    assertThatThrownBy(() -> reader.read(from("10.0.0.1", "", "/x", null)))
        .isInstanceOf(RejectedRequestException.class)
        .hasMessageContaining("this host is not served here");
  }

  /** A dispatch inside the application is no request of a client: what that asked for stays. */
  @Test
  void theTargetOfADispatchIsMappedByItsOwnPath() throws RejectedRequestException {
    RequestReader reader =
        new RequestReader(
            HttpSettings.defaults(), PROXIES.askedBy(ExternalUrl.parse("https://a.example/api")));
    CanonicalRequest original = reader.read(from("10.0.0.1", "", "/x", null));

    CanonicalRequest target = reader.target(from("10.0.0.1", "", "/api/x", null), original);

    assertThat(target.rawPath()).isEqualTo("/api/x");
    assertThat(target.segments()).hasSize(2);
    assertThat(target.clientPath()).isEqualTo("/api/x").isEqualTo(original.clientPath());
    assertThat(original.rawPath()).isEqualTo("/x");
  }

  private static ReceivedRequest from(
      String peer, String context, String uri, @Nullable String lines) {
    List<Header> headers = new ArrayList<>(List.of(new Header("Host", "backend")));
    for (String line : lines == null ? new String[0] : lines.split("\\|", -1)) {
      int colon = line.indexOf(": ");
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 2)));
    }
    String below = uri.substring(context.length());
    String decoded = below.equals("/%C3%A9%20") ? "/é " : below;
    return new ReceivedRequest(
        "GET", "HTTP/1.1", uri, null, headers, context, decoded, null, "backend", peer, false);
  }
}
