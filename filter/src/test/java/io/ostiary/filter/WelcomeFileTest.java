package io.ostiary.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.filter.site.Server;
import io.ostiary.filter.site.Signer;
import io.ostiary.filter.site.Site;
import io.ostiary.wire.Client;
import io.ostiary.wire.Wire;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A directory is asked for, and the server serves its welcome file: Tomcat and Undertow show it as
 * what they route by, while the request target names the directory. Here a filter shows any.
 */
class WelcomeFileTest {
  private static final String ROUTED = "X-Routed";

  @TempDir static Path directory;
  private static Site site;
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    Filter welcoming =
        (request, response, chain) ->
            chain.doFilter(new Welcoming((HttpServletRequest) request), response);
    site = new Site(directory, new Ours());
    server = Server.Kind.UNDERTOW.start(site, "", List.of(welcoming));
  }

  @AfterAll
  static void stop() {
    server.close();
    site.close();
  }

  @BeforeEach
  void forget() {
    site.reached.clear();
    site.audited.clear();
  }

  private static final class Welcoming extends HttpServletRequestWrapper {
    private Welcoming(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getServletPath() {
      return getHeader(ROUTED);
    }

    @Override
    public String getPathInfo() {
      return "";
    }
  }

  /** An endpoint of ours, which answers by itself. */
  private static final class Ours implements ServiceHandler {
    @Override
    public String service() {
      return "ours";
    }

    @Override
    public void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException {
      response.getOutputStream().write("ours".getBytes(UTF_8));
    }
  }

  @Test
  void ofWhatAnEndpointOfOursAnswersTheServerServesNothing() throws Exception {
    Wire wire = new Wire(server.port());
    byte[] body = "Action=WhoAmI&Version=2026-11-22".getBytes(UTF_8);
    Map<String, String> headers =
        site.signer("ours")
            .sign(
                "POST",
                "/",
                "",
                Map.of("Host", wire.host(), "Content-Type", "application/x-www-form-urlencoded"),
                Signer.sha256(body));
    headers.put(ROUTED, "/index.html");

    assertThat(wire.send("POST", "/", headers, body)).startsWith("HTTP/1.1 200").endsWith("ours");
    assertThat(site.reached).isEmpty();
  }

  @ParameterizedTest(name = "{0}, for which the server serves {1}: {2}")
  @CsvSource({
    "/docs/a/, /docs/a/, 200",
    "/docs/a/, /docs/a/index.html, 200",
    "/docs/a/, /docs/a/b/index.html, 200",
    "/docs/a/, /docs/a/one page.html, 200",
    "/docs/a/, /docs/a/kept.html, 403",
    "/docs/secret/, /docs/secret/index.html, 403",
    "/admin/, /admin/index.html, 403",
    "/, /docs/a, 403",
    "/, /index.html, 403",
    "/public/, /docs/a, 400",
    "/public/x/, /public/x/index.html, 200",
    "/public/x/, /public/x, 400",
    "/public/x/, /public/x/y/, 400",
    "/public/x/, /public/x/../../admin/x, 400",
    "/public/x/, /public/x//y, 400",
    "/public/x/, /public/x/;y, 400",
    "/public/x/, /public/xy, 400",
    "/public/x, /public/x/index.html, 400",
    "/public/x, /public/xindex.html, 400"
  })
  void directoryAndFileMustBothBeAllowed(String path, String routed, int status) throws Exception {
    Wire wire = new Wire(server.port());
    Map<String, String> headers =
        site.signer().sign("GET", path, "", Map.of("Host", wire.host()), Signer.sha256(""));
    headers.put(ROUTED, routed);

    assertThat(Client.status(wire.send("GET", path, headers, new byte[0]))).isEqualTo(status);
    assertThat(site.reached).hasSize(status == 200 ? 1 : 0);
    assertThat(site.audited).hasSize(1);
  }
}
