package io.ostiary.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.filter.site.Server;
import io.ostiary.filter.site.Signer;
import io.ostiary.filter.site.Site;
import io.ostiary.wire.Client;
import io.ostiary.wire.Wire;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How much of a body is read when, and as what; the site keeps 16 KiB in memory. */
class BodyTest {
  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void aBodyThatIsReadToVerifyItsSignatureStaysInMemory(Server.Kind kind) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Wire wire = new Wire(server.port());

      assertThat(unstated(site, wire, 16 * 1024)).startsWith("HTTP/1.1 200").contains("body 16384");
      assertThat(unstated(site, wire, 16 * 1024 + 1))
          .startsWith("HTTP/1.1 413")
          .contains("RequestEntityTooLarge");
      assertThat(signed(site, wire, "/titles/a", "text/plain", new byte[16 * 1024 + 1]))
          .startsWith("HTTP/1.1 413");
    }
  }

  private static String unstated(Site site, Wire wire, int length) throws IOException {
    byte[] body = new byte[length];
    Map<String, String> headers =
        site.signer()
            .signUnstated("POST", "/docs/a", "", Map.of("Host", wire.host()), Signer.sha256(body));
    return wire.send("POST", "/docs/a", headers, body);
  }

  private static String signed(Site site, Wire wire, String path, String type, byte[] body)
      throws IOException {
    Map<String, String> headers =
        new HashMap<>(
            site.signer().sign("POST", path, "", Map.of("Host", wire.host()), Signer.sha256(body)));
    headers.put("Content-Type", type);
    return wire.send("POST", path, headers, body);
  }

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @CsvSource({
    "application/json, UTF-8, 200",
    "application/json; charset=utf-8, UTF-8, 200",
    "application/json; charset=\"UTF-8\", UTF-8, 200",
    "application/json; charset=iso-8859-1, UTF-8, 400",
    "application/json; charset=utf-16, UTF-16, 400",
    "application/json; charset=nonsense, UTF-8, 400",
    "application/json, ISO-8859-1, 400",
  })
  void jsonThatDecidesIsReadAsTheSameTextByTheApplication(String type, String charset, int status)
      throws Exception {
    byte[] note = "{\"kind\": \"caf\u00e9\"}".getBytes(Charset.forName(charset));
    for (Server.Kind kind : Server.Kind.values()) {
      try (Site site = new Site(directory.resolve(kind.name()));
          Server server = kind.start(site, "", List.of())) {
        String answer = signed(site, new Wire(server.port()), "/notes/reader", type, note);

        assertThat(Client.status(answer)).isEqualTo(status);
        if (status == 200) {
          assertThat(new String(answer.getBytes(ISO_8859_1), UTF_8))
              .contains("text {\"kind\": \"caf\u00e9\"}");
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void textPartsThatDoNotFitInMemoryAreNoParameters(Server.Kind kind) throws Exception {
    String part = "--x\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";
    String half = "a".repeat(9 * 1024);
    String file = part.formatted("f", "; filename=\"f\"", half + half);
    String type = "multipart/form-data; boundary=x";
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Wire wire = new Wire(server.port());

      String fits = file + part.formatted("t", "", half) + "--x--";
      assertThat(signed(site, wire, "/docs/parameters", type, fits.getBytes(UTF_8)))
          .startsWith("HTTP/1.1 200")
          .contains("t=[aaa");
      String big = part.formatted("t", "", half) + part.formatted("u", "", half) + "--x--";
      assertThat(signed(site, wire, "/docs/parameters", type, big.getBytes(UTF_8)))
          .startsWith("HTTP/1.1 500");
    }
  }

  @Test
  void theBodyIsLetGoWhereTheServerRefusesWhatWasAuthenticated() throws Exception {
    List<HttpServletRequest> arrived = Collections.synchronizedList(new ArrayList<>());
    try (Site site = new Site(directory)) {
      Filter refusing =
          (request, response, chain) -> {
            HttpServletResponse answer = (HttpServletResponse) response;
            HttpServletRequest asked = (HttpServletRequest) request;
            arrived.add(
                site.pass()
                    .arrive(asked, answer, site.pass().authenticator())
                    .orElseThrow()
                    .verified(asked, answer));
            answer.sendError(451);
          };
      try (Server server = Server.Kind.UNDERTOW.start(site, "", List.of(refusing))) {
        assertThat(signed(site, new Wire(server.port()), "/docs/a", "text/plain", new byte[60_000]))
            .startsWith("HTTP/1.1 451");
      }
    }

    assertThat(arrived).hasSize(1);
    assertThatThrownBy(() -> arrived.get(0).getInputStream().readAllBytes())
        .isInstanceOf(ClosedChannelException.class);
  }
}
