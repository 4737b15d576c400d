package io.ostiary.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.filter.site.Server;
import io.ostiary.filter.site.Signer;
import io.ostiary.filter.site.Site;
import io.ostiary.filter.site.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests as attackers send them, over raw sockets, to containers as they come. Whatever the
 * answer, nothing protected may be reached, and nothing at all by a path that is not plain.
 */
class AttackTest {

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void nothingIsReachedAnonymously(Server.Kind kind) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Wire wire = new Wire(server.port());
      SoftAssertions softly = new SoftAssertions();
      for (String target : lines("attack-targets.txt")) {
        for (String method : List.of("GET", "POST")) {
          assertNotReached(
              softly,
              site,
              method + " " + target,
              wire.send(method, target, Map.of(), new byte[0]));
        }
      }
      softly.assertAll();
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void nothingIsReachedBelowAContextPath(Server.Kind kind) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "/app", List.of())) {
      Wire wire = new Wire(server.port());
      SoftAssertions softly = new SoftAssertions();
      List<String> targets = new ArrayList<>();
      for (String target : lines("attack-targets.txt")) {
        targets.add("/app" + target);
      }
      targets.addAll(
          List.of(
              "/app;a=b/admin/x",
              "/;x=y/app/admin/x",
              "/x/../app/admin/x",
              "/%61pp/admin/x",
              "//app/admin/x",
              "/APP/admin/x"));
      for (String target : targets) {
        assertNotReached(softly, site, target, wire.get(target));
      }
      softly.assertAll();
      assertThat(wire.get("/app/public/x")).contains("path /public/x");
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void nothingIsReachedByALowPrivilegedCaller(Server.Kind kind) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Wire wire = new Wire(server.port());
      SoftAssertions softly = new SoftAssertions();
      for (String target : lines("attack-targets.txt")) {
        String path = target.replaceFirst("[?#].*", "");
        Map<String, String> headers =
            site.signer().sign("GET", path, "", Map.of("Host", wire.host()), Signer.sha256(""));
        assertNotReached(softly, site, target, wire.send("GET", target, headers, new byte[0]));
      }
      softly.assertAll();
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void nothingIsReachedByOddMethodsAndHeaders(Server.Kind kind) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Wire wire = new Wire(server.port());
      SoftAssertions softly = new SoftAssertions();
      for (String method : List.of("get", "GeT", "TRACE", "TRACK", "FOO", "CONNECT", "PATCH")) {
        String answer = wire.send(method, "/public/x", Map.of("X-Secret", "canary"), new byte[0]);
        softly.assertThat(answer).as(method).doesNotContain("canary", "path /public");
      }
      for (String lines :
          List.of(
              "X-HTTP-Method-Override: DELETE",
              "Host: a\r\nHost: b",
              "Host: a b",
              "Authorization: Basic YTpi\r\nAuthorization: Basic YTpi",
              "X-Amz-Date: 1\r\nX-Amz-Date: 2",
              "X-Amz-Content-Sha256: 1\r\nX-Amz-Content-Sha256: 1",
              "X-Name: caf\u00e9",
              "Content-Length: 3\r\nContent-Length: 4",
              "Content-Length : 3")) {
        String host = lines.startsWith("Host") ? "" : "Host: " + wire.host() + "\r\n";
        String answer =
            wire.raw(
                ("POST /public/x HTTP/1.1\r\n" + host + lines + "\r\nConnection: close\r\n\r\nabc")
                    .getBytes(ISO_8859_1));
        softly.assertThat(Wire.status(answer)).as(lines).isEqualTo(400);
      }
      softly
          .assertThat(wire.raw("GET /admin/x\r\n".getBytes(ISO_8859_1)))
          .doesNotContain("PROTECTED");
      softly
          .assertThat(wire.raw("GET /public/x HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1)))
          .doesNotContain("path");
      softly.assertThat(site.reached).isEmpty();
      softly.assertAll();
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void aRouteThatNoDefinitionNamesIsDenied(Server.Kind kind) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Wire wire = new Wire(server.port());

      assertThat(Wire.status(wire.get("/elsewhere"))).isEqualTo(403);
      assertThat(site.reached).isEmpty();
      assertThat(site.onlyEvent().outcome()).isEqualTo("Refused");
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void ordinaryRequestsAreLetIn(Server.Kind kind) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Wire wire = new Wire(server.port());
      SoftAssertions softly = new SoftAssertions();
      for (String line : lines("ordinary-targets.txt")) {
        String[] cells = line.split("\t", -1);
        String answer =
            new String(wire.get(cells[0]).getBytes(ISO_8859_1), UTF_8).replace("\r", "");
        softly.assertThat(answer).as(cells[0]).startsWith("HTTP/1.1 200");
        softly.assertThat(answer).as(cells[0]).contains("path " + cells[1] + "\n");
      }
      softly.assertAll();
    }
  }

  private static void assertNotReached(
      SoftAssertions softly, Site site, String what, String answer) {
    softly.assertThat(answer).as(what).doesNotContain("PROTECTED");
    softly.assertThat(Wire.status(answer)).as(what).isNotEqualTo(500);
    softly
        .assertThat(site.reached)
        .as(what)
        .allMatch(path -> path.startsWith("telling /public/") && !path.contains(".."));
    site.reached.clear();
    if (!answer.startsWith("HTTP/1.1 200")) {
      softly.assertThat(answer).as(what).doesNotContain("path /");
    }
  }

  private static List<String> lines(String table) throws IOException {
    try (InputStream in = AttackTest.class.getResourceAsStream(table)) {
      List<String> lines = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
        if (!line.startsWith("# ") && !line.isEmpty()) {
          lines.add(line);
        }
      }
      return lines;
    }
  }
}
