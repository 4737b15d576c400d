package io.ostiary.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.site.Server;
import io.ostiary.filter.site.Signer;
import io.ostiary.filter.site.Site;
import io.ostiary.wire.Client;
import io.ostiary.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What decides about a dispatch: the target by what the application will see there. */
class DispatchTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir Path directory;

  /** A request that is let in, and the target to which the application forwards it. */
  private record Forward(
      String method, String path, String query, String type, String body, String to, int status) {
    private static Forward get(String query, String to, int status) {
      return new Forward("GET", "/docs/a", query, "", "", to, status);
    }

    private static Forward post(String path, String body, String to, int status) {
      return new Forward("POST", path, "", FORM, body, to, status);
    }
  }

  private static final String MULTIPART =
      "--x\r\nContent-Disposition: form-data; name=\"view\"\r\n\r\nfull\r\n--x--\r\n";

  private static final List<Forward> FORWARDS =
      List.of(
          Forward.get("view=plain", "/views/a?view=plain", 200),
          Forward.get("view=full", "/views/a?view=full", 403),
          Forward.get("view=full", "/views/a?view=plain", 403),
          Forward.get("", "/views/a?view=plain", 403),
          Forward.get("x=y", "/docs/b?view=plain", 200),
          Forward.post("/docs/a", "Title=draft", "/titles/a", 200),
          Forward.post("/docs/a", "Title=final", "/titles/a", 403),
          Forward.post("/docs/a", "", "/titles/a", 403),
          Forward.post("/docs/a", "Title=final", "/titles/a?Title=draft", 403),
          Forward.post("/titles/a", "Title=draft", "/titles/b", 200),
          new Forward("POST", "/docs/a", "", "text/plain", "Title=draft", "/titles/a", 400),
          new Forward("POST", "/docs/a", "view=plain", FORM, "a=b", "/views/a?view=plain", 200),
          new Forward(
              "POST", "/docs/a", "view=plain", FORM, "view=full", "/views/a?view=plain", 400),
          new Forward(
              "POST",
              "/docs/a",
              "view=plain",
              "multipart/form-data; boundary=x",
              MULTIPART,
              "/views/a?view=plain",
              400));

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void aTargetIsDecidedByTheParametersThatTheApplicationSeesThere(Server.Kind kind)
      throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      SoftAssertions softly = new SoftAssertions();
      for (Forward forward : FORWARDS) {
        site.audited.clear();
        String answer = send(new Wire(server.port()), site, forward);

        softly.assertThat(Client.status(answer)).as("%s", forward).isEqualTo(forward.status());
        softly
            .assertThat(site.audited)
            .as("%s", forward)
            .extracting(AuditEvent::outcome)
            .hasSize(2)
            .startsWith("Allowed");
      }
      softly.assertAll();
    }
  }

  private static String send(Wire wire, Site site, Forward forward) throws IOException {
    byte[] body = forward.body().getBytes(UTF_8);
    Map<String, String> headers =
        site.signer()
            .sign(
                forward.method(),
                forward.path(),
                forward.query(),
                Map.of("Host", wire.host()),
                Signer.sha256(body));
    if (!forward.type().isEmpty()) {
      headers.put("Content-Type", forward.type());
    }
    headers.put("X-How", "forward");
    headers.put("X-To", forward.to());
    String query = forward.query().isEmpty() ? "" : "?" + forward.query();
    return wire.send(forward.method(), forward.path() + query, headers, body);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void aDispatchThatCannotBeRecordedIsRefused(Server.Kind kind) throws Exception {
    try (Site site = new Site(directory)) {
      site.breakAuditAfter(1);
      try (Server server = kind.start(site, "", List.of())) {
        String answer = send(new Wire(server.port()), site, Forward.get("", "/docs/b", 503));

        assertThat(answer).startsWith("HTTP/1.1 503");
        assertThat(site.reached).containsExactly("telling /docs/a");
      }
    }
  }
}
