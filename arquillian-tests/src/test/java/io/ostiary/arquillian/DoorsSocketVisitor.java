package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.wire.Client;
import io.ostiary.wire.Http2Wire;
import io.ostiary.wire.Http2Wire.Field;
import io.ostiary.wire.Upgrade;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens {@link DoorsSocket} as somebody who may, and tries to as others and by other ways. */
record DoorsSocketVisitor(Installation site, Signer signer) {
  private static final String PLAIN = "/sockets/open/a";

  void isOnlyOpenedByWhoeverMay() throws Exception {
    DoorsAttacks.visits(site);
    String answer = ask(PLAIN, "websocket", signed(PLAIN));
    assertThat(Client.status(answer)).as(answer).isEqualTo(101);
    assertThat(answer).contains("PROTECTED from ");
    assertThat(DoorsAttacks.visits(site)).isEqualTo("socket " + PLAIN + "\n");
    isRefused();
    noOddPathLeadsThere();
    noOtherProtocolLeadsThere();
    assertThat(DoorsAttacks.visits(site)).isEmpty();
  }

  private void isRefused() throws IOException {
    assertThat(Client.status(ask(PLAIN, "websocket", Map.of()))).isEqualTo(401);
    for (String path : List.of("/sockets/hidden/a", "/sockets/closed/a", "/sockets/x/a")) {
      assertThat(Client.status(ask(path, "WebSocket", signed(path)))).as(path).isEqualTo(403);
    }
    for (String protocol : List.of("websocket, h2c", "h2c, websocket", "TLS/1.0", "x")) {
      assertThat(ask(PLAIN, protocol, signed(PLAIN))).as(protocol).doesNotContain("PROTECTED");
    }
  }

  private void noOddPathLeadsThere() throws IOException {
    for (String path : Upgrade.ODD_PATHS) {
      assertThat(ask(path, "websocket", Map.of())).as(path).doesNotContain("PROTECTED");
      assertThat(ask(path, "websocket", signed(path))).as(path).doesNotContain("PROTECTED");
    }
  }

  private void noOtherProtocolLeadsThere() throws IOException {
    for (String path : List.of("/admin/x", "/exact", "/index.html", PLAIN)) {
      assertThat(ask(path, "h2c", Map.of("HTTP2-Settings", "AAMAAABkAAQAAP__")))
          .as(path)
          .doesNotContain("PROTECTED");
    }
    List<Field> connect = new ArrayList<>(signer.asItIs("GET", PLAIN).fields(site.endpoint()));
    connect.set(0, new Field(":method", "CONNECT"));
    connect.add(4, new Field(":protocol", "websocket"));
    connect.add(new Field("sec-websocket-version", "13"));
    assertThat(new Http2Wire(site.endpoint().getPort()).exchange(connect, new byte[0]))
        .doesNotContain("PROTECTED");
  }

  private Map<String, String> signed(String path) {
    Map<String, String> headers = new HashMap<>();
    signer.asItIs("GET", path).headers().forEach(line -> headers.put(line.name(), line.value()));
    return headers;
  }

  private String ask(String path, String protocol, Map<String, String> headers) throws IOException {
    return Upgrade.ask(site.endpoint().getPort(), path, protocol, headers);
  }
}
