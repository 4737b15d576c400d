package io.ostiary.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.filter.site.Server;
import io.ostiary.filter.site.Signer;
import io.ostiary.filter.site.Site;
import io.ostiary.wire.Client;
import io.ostiary.wire.Http2Wire;
import io.ostiary.wire.Http2Wire.Field;
import io.ostiary.wire.Upgrade;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection becomes a WebSocket only behind the door, and only where a route says so. */
class WebSocketTest {
  private static final String PLAIN = "/sockets/open/a";

  @TempDir Path directory;

  private interface Story {
    void tell(Site site, Server server) throws IOException;
  }

  private void at(Server.Kind kind, Story story) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      story.tell(site, server);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void isOpenedByWhomThePolicyAllows(Server.Kind kind) throws Exception {
    at(
        kind,
        (site, server) -> {
          String answer =
              Upgrade.ask(server.port(), PLAIN, "websocket", signed(site, server, PLAIN));

          assertThat(Client.status(answer)).isEqualTo(101);
          // Jetty's own interface does not say who.
          assertThat(answer)
              .contains("PROTECTED from " + (kind == Server.Kind.JETTY ? "null" : site.userArn()));
          assertThat(site.reached).containsExactly("socket " + PLAIN);
          assertThat(site.onlyEvent().outcome()).isEqualTo("Allowed");
        });
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void isRefusedToEverybodyElse(Server.Kind kind) throws Exception {
    at(
        kind,
        (site, server) -> {
          assertThat(Client.status(Upgrade.ask(server.port(), PLAIN, "websocket", Map.of())))
              .isEqualTo(401);
          for (String path : List.of("/sockets/open/hidden", "/sockets/closed/a", "/sockets/x/a")) {
            Map<String, String> headers = signed(site, server, path);
            assertThat(Client.status(Upgrade.ask(server.port(), path, "WebSocket", headers)))
                .as(path)
                .isEqualTo(403);
          }
          for (String protocol : List.of("websocket, h2c", "h2c, websocket", "TLS/1.0", "x")) {
            Map<String, String> headers = signed(site, server, PLAIN);
            assertThat(Client.status(Upgrade.ask(server.port(), PLAIN, protocol, headers)))
                .as(protocol)
                .isEqualTo(400);
          }
          assertThat(site.reached).isEmpty();
        });
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void isNotReachedByAPathThatIsNotPlain(Server.Kind kind) throws Exception {
    at(
        kind,
        (site, server) -> {
          for (String path : Upgrade.ODD_PATHS) {
            for (Map<String, String> headers :
                List.of(Map.<String, String>of(), signed(site, server, path))) {
              assertThat(Client.status(Upgrade.ask(server.port(), path, "websocket", headers)))
                  .as(path)
                  .isNotEqualTo(101);
            }
          }
          assertThat(site.reached).isEmpty();
        });
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void isNotReachedByConnectOverHttp2(Server.Kind kind) throws Exception {
    at(
        kind,
        (site, server) -> {
          Http2Wire wire = new Http2Wire(server.port());
          List<Field> fields = new ArrayList<>(wire.pseudo("CONNECT", PLAIN));
          fields.add(new Field(":protocol", "websocket"));
          signed(site, server, PLAIN)
              .forEach(
                  (name, value) ->
                      fields.add(new Field(name.toLowerCase(java.util.Locale.ROOT), value)));
          fields.removeIf(field -> field.name().equals("host"));
          fields.add(new Field("sec-websocket-version", "13"));

          assertThat(wire.exchange(fields, new byte[0])).doesNotContain("PROTECTED");
          assertThat(site.reached).isEmpty();
        });
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void anUpgradeToHttp2LeadsPastTheDoorAsWell(Server.Kind kind) throws Exception {
    at(
        kind,
        (site, server) -> {
          Map<String, String> settings = Map.of("HTTP2-Settings", "AAMAAABkAAQAAP__");
          for (String path : List.of("/admin/x", "/exact", "/index.html", PLAIN)) {
            assertThat(Upgrade.ask(server.port(), path, "h2c", settings))
                .doesNotContain("PROTECTED");
          }
          assertThat(site.reached).isEmpty();
          assertThat(site.audited).allMatch(event -> event.outcome().equals("Refused"));
        });
  }

  private static Map<String, String> signed(Site site, Server server, String path) {
    return site.signer()
        .sign("GET", path, "", Map.of("Host", "127.0.0.1:" + server.port()), Signer.sha256(""));
  }
}
