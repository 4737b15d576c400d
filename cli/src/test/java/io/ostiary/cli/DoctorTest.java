package io.ostiary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ostiary doctor}: what becomes of a server's answers, also of those not by Ostiary. */
class DoctorTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private HttpServer server;
  private int toSigned = 200;
  private int toAnybody = 401;
  private boolean signedByOstiary = true;
  private boolean anybodyByOstiary = true;
  private String answer =
      """
      [ { "part": "server", "state": "sound", "says": "WildFly" },
        { "part": "mode", "state": "doubtful", "says": "report-only", "remedy": "enforce" } ]
      """;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/.ostiary/doctor", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean signed = exchange.getRequestHeaders().containsKey("Authorization");
    if (signed ? signedByOstiary : anybodyByOstiary) {
      exchange.getResponseHeaders().add("x-amzn-RequestId", "0123456789ABCDEF");
    }
    byte[] body = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(signed ? toSigned : toAnybody, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int doctor() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY", "canary");
    return Ostiary.run(
        new Console(new ByteArrayInputStream(new byte[0]), out, err, directory, environment),
        "doctor",
        "--endpoint",
        url);
  }

  @Test
  void printsWhatTheServerSaysWithItsRemedies() {
    assertThat(doctor()).isZero();
    assertThat(out.toString(UTF_8).lines())
        .containsExactly(
            "sound     server          WildFly",
            "doubtful  mode            report-only",
            " ".repeat(26) + "→ enforce");
  }

  @Test
  void whatIsWrongEndsItByOne() {
    answer =
        "[{\"part\": \"store\", \"state\": \"wrong\", \"says\": \"gone\\u001b[2J\", \"remedy\": \"x\"}]";
    assertThat(doctor()).isEqualTo(Ostiary.FAULT_FOUND);
    assertThat(out.toString(UTF_8)).startsWith("wrong     store           gone?[2J\n");
  }

  @Test
  void aServerThatTurnsAwayWhomOstiaryHasAuthenticatedIsNamed() {
    signedByOstiary = false;
    toSigned = 500;
    assertThat(doctor()).isEqualTo(Ostiary.FAULT_FOUND);
    assertThat(out.toString(UTF_8)).contains("ELY01177", "integrated-jaspi,value=false");
  }

  @Test
  void aDoorThatNobodyKeepsIsNamed() {
    signedByOstiary = false;
    anybodyByOstiary = false;
    assertThat(doctor()).isEqualTo(Ostiary.FAULT_FOUND);
    assertThat(out.toString(UTF_8)).contains("nobody keeps this door", "WEB-INF/lib");
  }

  @Test
  void whoeverMayNotAskIsToldSo() {
    toSigned = 403;
    answer = "{\"detail\": \"User: u is not authorized to perform: ostiary:GetDiagnosis\"}";
    assertThat(doctor()).isEqualTo(Ostiary.FAILED);
    assertThat(err.toString(UTF_8)).contains("403", "ostiary:GetDiagnosis");
  }

  @Test
  void whatIsNoListIsNotTakenForOne() {
    answer = "<html>";
    assertThat(doctor()).isEqualTo(Ostiary.FAILED);
    assertThat(err.toString(UTF_8)).contains("not what a doctor says");
  }
}
