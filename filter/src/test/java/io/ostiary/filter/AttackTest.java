package io.ostiary.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ostiary.filter.site.Protocol;
import io.ostiary.filter.site.Server;
import io.ostiary.filter.site.Site;
import io.ostiary.wire.Client;
import io.ostiary.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests as attackers send them, over raw sockets and HTTP/2, to containers as they come.
 * Whatever the answer, nothing protected may be reached, and nothing at all by a path that is not
 * plain.
 */
class AttackTest {

  /** A servlet's prefix, one exact path, the default servlet's files, a suffix. */
  private static final List<String> GOALS =
      List.of("admin/x", "exact", "index.html", "x/secret.do");

  @TempDir Path directory;

  static Stream<Arguments> servers() {
    return Stream.of(Server.Kind.values())
        .flatMap(kind -> Stream.of(Protocol.values()).map(protocol -> arguments(kind, protocol)));
  }

  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("servers")
  void nothingIsReachedByAnybody(Server.Kind kind, Protocol protocol) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Client client = protocol.client(server);
      SoftAssertions softly = new SoftAssertions();
      for (String target : targets()) {
        for (Caller caller : Caller.values()) {
          // Each begins where it is let in.
          String sent = caller == Caller.ANONYMOUS ? target : target.replace("public", "docs");
          for (String method : List.of("GET", "POST")) {
            String answer = caller.send(site, client, method, sent);
            assertNotReached(softly, site, caller + " " + method + " " + sent, answer);
          }
        }
      }
      softly.assertAll();
    }
  }

  /**
   * Random ones, made of what is odd in the others. {@code -Dattacks=N} sends N to each container
   * by each protocol and caller.
   */
  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("servers")
  void nothingIsReachedByWhatIsMadeUp(Server.Kind kind, Protocol protocol) throws Exception {
    Random random = new Random(20261122);
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Client client = protocol.client(server);
      SoftAssertions softly = new SoftAssertions();
      for (int i = Integer.getInteger("attacks", 200); i > 0; i--) {
        String target = madeUp(random);
        for (Caller caller : Caller.values()) {
          String answer = caller.send(site, client, "GET", target);
          assertNotReached(softly, site, caller + " " + target, answer);
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
        softly.assertThat(Client.status(answer)).as(lines).isEqualTo(400);
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

      assertThat(Client.status(wire.get("/elsewhere"))).isEqualTo(403);
      assertThat(site.reached).isEmpty();
      assertThat(site.onlyEvent().outcome()).isEqualTo("Refused");
    }
  }

  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("servers")
  void ordinaryRequestsAreLetIn(Server.Kind kind, Protocol protocol) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Client client = protocol.client(server);
      SoftAssertions softly = new SoftAssertions();
      for (String line : lines("ordinary-targets.txt")) {
        String[] cells = line.split("\t", -1);
        for (Caller caller : Caller.values()) {
          String open = caller == Caller.ANONYMOUS ? "/public/" : "/docs/";
          String target = cells[0].replaceFirst("/public/", open);
          String path = cells[1].replaceFirst("/public/", open);
          String answer =
              new String(caller.send(site, client, "GET", target).getBytes(ISO_8859_1), UTF_8)
                  .replace("\r", "");
          softly.assertThat(Client.status(answer)).as(caller + " " + target).isEqualTo(200);
          softly.assertThat(answer).as(caller + " " + target).contains("path " + path + "\n");
        }
      }
      softly.assertAll();
    }
  }

  /** Whatever the application was reached with is open, and is what was decided about. */
  private static void assertNotReached(
      SoftAssertions softly, Site site, String what, String answer) {
    softly.assertThat(answer).as(what).doesNotContain("PROTECTED");
    if (Client.status(answer) == 500) { // Undertow fails on some before any filter
      softly.assertThat(site.audited).as(what).isEmpty();
    }
    for (String reached : site.reached) {
      String page = site.audited.get(site.audited.size() - 1).parameters().get("Page");
      softly
          .assertThat(List.of("telling /public/" + page, "telling /docs/" + page))
          .as(what)
          .contains(reached);
      softly.assertThat(reached).as(what).doesNotContain("..", "//", ";");
    }
    softly.assertThat(site.reached.size()).as(what).isEqualTo(answer.contains("\npath /") ? 1 : 0);
    site.reached.clear();
    site.audited.clear();
  }

  private static List<String> targets() throws IOException {
    List<String> targets = new ArrayList<>();
    for (String line : lines("attack-targets.txt")) {
      targets.add(line);
      for (String goal : GOALS) {
        if (line.contains("admin/x") && !goal.equals("admin/x")) {
          targets.add(line.replace("admin/x", goal));
        }
      }
    }
    return targets;
  }

  private static String madeUp(Random random) throws IOException {
    List<String> pieces = lines("attack-pieces.txt");
    StringBuilder target = new StringBuilder("/");
    for (int i = 2 + random.nextInt(8); i > 0; i--) {
      target.append(pieces.get(random.nextInt(pieces.size())));
    }
    return target.toString();
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
