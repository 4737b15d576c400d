package io.ostiary.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.site.Server;
import io.ostiary.filter.site.Signer;
import io.ostiary.filter.site.Site;
import io.ostiary.wire.Client;
import io.ostiary.wire.Http2Attack;
import io.ostiary.wire.Http2Wire;
import io.ostiary.wire.Http2Wire.End;
import io.ostiary.wire.Http2Wire.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that are malformed as only those of HTTP/2 can be, and some that are not. */
class Http2AttackTest {
  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void aMalformedRequestIsRefusedOrIsTheOneThatWasSigned(Server.Kind kind) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Http2Wire wire = new Http2Wire(server.port());
      assertThat(Client.status(wire.exchange(signed(site, wire, new byte[0]), new byte[0])))
          .isEqualTo(200);
      site.reached.clear();
      site.audited.clear();
      for (Http2Attack attack : Http2Attack.ALL) {
        List<Field> fields = attack.change().apply(signed(site, wire, new byte[0]));

        String answer = wire.exchange(fields, new byte[0]);

        assertHarmless(site, wire, attack.name(), answer);
        site.reached.clear();
        site.audited.clear();
      }
    }
  }

  /** Servers drop some of what is too much; then what is let in is what was signed. */
  private static void assertHarmless(Site site, Http2Wire wire, String name, String answer) {
    int status = Client.status(answer);
    if (status == 200) {
      assertThat(site.reached).as(name).containsExactly("telling /docs/a");
      assertThat(answer).as(name).containsAnyOf("host " + wire.host(), "host null 127.0.0.1");
      assertThat(answer).as(name).doesNotContain("other").contains("path /docs/a");
      return;
    }
    assertThat(site.reached).as(name).isEmpty();
    if (status == 500) { // Undertow fails on it before any filter
      assertThat(site.audited).as(name).isEmpty();
    } else {
      assertThat(status).as(name).matches(code -> code == 0 || (code >= 400 && code <= 501));
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void anOrdinaryRequestIsLetIn(Server.Kind kind) throws Exception {
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Http2Wire wire = new Http2Wire(server.port());
      for (List<Field> more :
          List.of(
              List.of(new Field("cookie", "a=b"), new Field("cookie", "c=d")),
              List.of(new Field("te", "trailers")),
              List.of(new Field("host", wire.host())),
              List.of(new Field("accept", "*/*"), new Field("user-agent", "curl/8.0")))) {
        List<Field> fields = new ArrayList<>(signed(site, wire, new byte[0]));
        fields.addAll(more);
        assertThat(Client.status(wire.exchange(fields, new byte[0]))).as("%s", more).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void aStreamThatBreaksOffBringsNoBody(Server.Kind kind) throws Exception {
    byte[] body = "a".repeat(100_000).getBytes(UTF_8);
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Http2Wire wire = new Http2Wire(server.port());
      assertThat(wire.exchange(streamed(site, wire, body), body))
          .contains("body 100000 " + Signer.sha256(body));
      for (int length : List.of(1, 30_000, 80_000, 99_999)) {
        for (End end : End.values()) {
          site.audited.clear();
          byte[] part = Arrays.copyOf(body, length);

          String answer =
              wire.exchange(
                  streamed(site, wire, body),
                  part,
                  end,
                  () -> await(() -> !site.audited.isEmpty()));

          assertThat(answer).as("%s %s", length, end).doesNotContain("\nbody ");
          assertThat(Client.status(answer)).isNotEqualTo(200);
          await(() -> site.audited.size() > 1); // which may be later than the answer
          assertThat(site.audited)
              .extracting(AuditEvent::outcome)
              .containsExactly("Allowed", "Refused");
        }
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static List<Field> streamed(Site site, Http2Wire wire, byte[] body) throws IOException {
    return signed(site, wire, "PUT", "/stream/k", body);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Server.Kind.class)
  void aBodyWithoutAnnouncedLengthIsVerified(Server.Kind kind) throws Exception {
    byte[] body = "a".repeat(60_000).getBytes(UTF_8);
    byte[] other = "a".repeat(59_999).concat("b").getBytes(UTF_8);
    try (Site site = new Site(directory);
        Server server = kind.start(site, "", List.of())) {
      Http2Wire wire = new Http2Wire(server.port());
      assertThat(wire.exchange(signed(site, wire, body), body))
          .contains("body 60000 " + Signer.sha256(body));
      site.reached.clear();

      assertThat(Client.status(wire.exchange(signed(site, wire, body), other))).isEqualTo(401);
      assertThat(Client.status(wire.exchange(signed(site, wire, body), new byte[0])))
          .isEqualTo(401);
      assertThat(site.reached).isEmpty();
    }
  }

  private static List<Field> signed(Site site, Http2Wire wire, byte[] body) throws IOException {
    return signed(site, wire, body.length == 0 ? "GET" : "POST", "/docs/a", body);
  }

  private static List<Field> signed(
      Site site, Http2Wire wire, String method, String path, byte[] body) {
    Map<String, String> headers =
        site.signer().sign(method, path, "", Map.of("Host", wire.host()), Signer.sha256(body));
    List<Field> fields = new ArrayList<>(wire.pseudo(method, path));
    headers.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase("host")) {
            fields.add(new Field(name.toLowerCase(Locale.ROOT), value));
          }
        });
    return fields;
  }
}
