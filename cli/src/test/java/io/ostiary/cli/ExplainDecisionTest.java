package io.ostiary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ostiary explain ID}: what is asked of a server, and what becomes of its answers. */
class ExplainDecisionTest {
  private static final String ID = "0b7fb1a4-9a53-4c7e-9f0e-0123456789ab";

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> asked = new HashMap<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "Because.\n";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.put("path", exchange.getRequestURI().getRawPath());
          exchange.getRequestHeaders().forEach((name, values) -> asked.put(name, values.get(0)));
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    environment.put("HOME", directory.toString());
    environment.put("AWS_ENDPOINT_URL", url());
    environment.put("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "canary");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private int explain(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "explain";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Ostiary.run(
        new Console(
            new ByteArrayInputStream(new byte[0]), out, err, directory, Map.copyOf(environment)),
        all);
  }

  @ParameterizedTest
  @ValueSource(strings = {ID, "0123456789ABCDEF", "latest"})
  void asksTheServerOfTheEnvironmentWithItsKey(String id) {
    assertThat(explain(id)).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("Because.\n");
    assertThat(asked.get("path")).isEqualTo("/.ostiary/decisions/" + id);
    assertThat(asked.get("Accept")).isEqualTo("text/plain");
    assertThat(asked.get("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/")
        .contains("/us-east-1/ostiary/aws4_request, SignedHeaders=host;x-amz-content-sha256;");
    assertThat(asked.toString()).doesNotContain("canary");
  }

  @Test
  void asksForJsonAtTheEndpointThatIsNamed() {
    environment.remove("AWS_ENDPOINT_URL");
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_SESSION_TOKEN", "token");
    assertThat(explain(ID, "--json", "--endpoint", url() + "/app/")).isZero();
    assertThat(asked.get("path")).isEqualTo("/app/.ostiary/decisions/" + ID);
    assertThat(asked.get("Accept")).isEqualTo("application/json");
    assertThat(asked.get("X-amz-security-token")).isEqualTo("token");
    assertThat(asked.get("Authorization")).contains("/eu-west-1/ostiary/", ";x-amz-security-token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "ann"})
  void takesAKeyFromAProfile(String profile) throws IOException {
    environment.keySet().removeIf(name -> name.contains("_KEY"));
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "keys");
    if (profile.equals("ann")) {
      environment.put("AWS_PROFILE", profile);
    }
    Files.writeString(
        directory.resolve("keys"),
        """
        # keys
        [default]
        aws_access_key_id = AKIAdefault
        aws_secret_access_key = s

        [ann]
        aws_access_key_id=AKIAann
        aws_secret_access_key=s
        aws_session_token=
        """);
    assertThat(explain("latest")).isZero();
    assertThat(asked.get("Authorization")).contains("Credential=AKIA" + profile + '/');
  }

  @Test
  void takesAKeyFromTheHomeDirectory() throws IOException {
    environment.keySet().removeIf(name -> name.contains("_KEY"));
    Files.createDirectory(directory.resolve(".aws"));
    Files.writeString(
        directory.resolve(".aws/credentials"),
        "[default]\naws_access_key_id=AKIAhome\naws_secret_access_key=s\n");
    assertThat(explain("latest")).isZero();
    assertThat(asked.get("Authorization")).contains("AKIAhome");
  }

  @Test
  void saysWhatTheServerSays() {
    status = 403;
    answer = "{\"title\":\"AccessDenied\",\"detail\":\"User is not authorized.\\u001b[31m\"}";
    assertThat(explain("latest")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith("ostiary: the server answered 403: User is not authorized.")
        .doesNotContain("\u001b");
    err.reset();
    answer = "<html>";
    assertThat(explain("latest")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("403: without saying why");
  }

  @Test
  void saysWhatIsMissing() {
    server.stop(0);
    assertThat(explain("latest")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("does not answer");
    environment.put("AWS_ENDPOINT_URL", "localhost:8080");
    assertThat(explain("latest")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("`localhost:8080` is no link to a server");
    environment.remove("AWS_SECRET_ACCESS_KEY");
    assertThat(explain("latest")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("there is no access key to sign with");
    environment.remove("AWS_ENDPOINT_URL");
    assertThat(explain("latest")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("no server is named");
  }

  @Test
  void anEndpointIsForDecisionsOnly() {
    assertThat(explain("case.json", "--endpoint", url())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("`case.json` is no decision's id");
  }
}
