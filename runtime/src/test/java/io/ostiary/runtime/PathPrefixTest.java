package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Clients ask {@code /api/x}, a proxy hands on {@code /x}, and the external URL says so. Stock
 * clients sign what they ask.
 */
class PathPrefixTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/pages");
  private static final String ACCOUNT = "123456789012";
  private static final String PASSWORD = "Correct-Horse-7";

  @TempDir static Path directory;
  private static PrefixProxy proxy;
  private static Records server;

  @BeforeAll
  static void start() throws Exception {
    proxy = new PrefixProxy("/api");
    server =
        Records.start(
            APPLICATION,
            Map.of(
                "ostiary.data",
                directory.resolve("data").toString(),
                "ostiary.account-id",
                ACCOUNT,
                "ostiary.home-page",
                "/pages/home",
                "ostiary.trusted-proxies",
                PrefixProxy.ADDRESS,
                "ostiary.external-url",
                "http://127.0.0.1:" + proxy.port() + "/api",
                "ostiary.root-access-key-id",
                Administrator.KEY.accessKeyId(),
                "ostiary.root-secret-access-key",
                Administrator.KEY.secretAccessKey()));
    proxy.handOnTo(server.port());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    proxy.close();
  }

  @BeforeEach
  void sayNothing() {
    proxy.line = "";
    Records.REACHED.clear();
  }

  private static SignedRequest signed(String method, int port, String path) {
    return AwsV4HttpSigner.create()
        .sign(
            sign ->
                sign.identity(Administrator.KEY)
                    .request(
                        SdkHttpRequest.builder()
                            .method(SdkHttpMethod.fromValue(method))
                            .uri(URI.create("http://127.0.0.1:" + port + path))
                            .build())
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "pages")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
  }

  /** The status of what is signed for one port and path and sent to another. */
  private static int send(int port, String path, int signedPort, String signedPath, String... lines)
      throws IOException {
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    signed("GET", signedPort, signedPath)
        .request()
        .forEachHeader((name, values) -> head.append(name + ": " + values.get(0) + "\r\n"));
    for (String line : lines) {
      head.append(line).append("\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  @Test
  void theStockCommandIsPointedAtThePrefix() throws Exception {
    StockAws.assumePresent();
    StockAws aws = new StockAws(directory, proxy.port());
    for (String endpoint : List.of("/api", "/api/")) {
      Map<String, String> root =
          Map.of(
              "AWS_ACCESS_KEY_ID", Administrator.KEY.accessKeyId(),
              "AWS_SECRET_ACCESS_KEY", Administrator.KEY.secretAccessKey(),
              "AWS_ENDPOINT_URL", "http://127.0.0.1:" + proxy.port() + endpoint);
      assertThat(aws.run(root, "sts get-caller-identity").succeeds()).contains(":root");
      assertThat(aws.run(root, "iam list-users").succeeds()).contains("\"Users\"");
    }
  }

  @ParameterizedTest(name = "{1} sent to {0}, signed as {2}: {3}")
  @CsvSource({
    "proxy, /api/programs/7, /api/programs/7, 200",
    "proxy, /api/programs/7, /programs/7, 401",
    "proxy, /api/programs/7, /api/api/programs/7, 401",
    "proxy, /api/programs/7, /api/programs/8, 401",
    "proxy, /api/programs/7, /apis/programs/7, 401",
    "proxy, /programs/7, /programs/7, 401",
    "proxy, /api/api/programs/7, /api/api/programs/7, 403",
    "proxy, /api/programs//7, /api/programs//7, 400",
    "proxy, /api/../programs/7, /api/../programs/7, 400",
    "proxy, /api/%2e%2e/programs/7, /api/%2e%2e/programs/7, 400",
    "proxy, /api;x/programs/7, /api;x/programs/7, 400",
    "server, /programs/7, /programs/7, 200",
    "server, /programs/7, /api/programs/7, 401",
    "server, /api/programs/7, /api/programs/7, 403",
    "server, /api/programs/7, /programs/7, 403"
  })
  void aSignatureIsGoodForWhatTheClientAskedAndNothingElse(
      String asked, String path, String signedPath, int status) throws IOException {
    int port = asked.equals("proxy") ? proxy.port() : server.port();

    assertThat(send(port, path, port, signedPath)).isEqualTo(status);
    assertThat(Records.REACHED).hasSize(status == 200 ? 1 : 0);
  }

  /** What was signed for the proxy's clients is no good elsewhere, whatever a caller says. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Prefix: /api",
        "X-Forwarded-For: " + PrefixProxy.ADDRESS,
        "Forwarded: for=127.0.0.2;host=\"127.0.0.1:PORT\"",
        "X-Forwarded-Host: 127.0.0.1:PORT",
        "X-Original-URL: /api/programs/7",
        "X-Rewrite-URL: /api/programs/7",
        "X-Forwarded-Uri: /api/programs/7"
      })
  void nobodyElseMakesOneOfTheOther(String line) throws IOException {
    String text = line.replace("PORT", Integer.toString(proxy.port()));

    assertThat(send(server.port(), "/programs/7", proxy.port(), "/api/programs/7", text))
        .isEqualTo(401);
    assertThat(send(proxy.port(), "/api/programs/7", server.port(), "/programs/7", text))
        .isIn(400, 401);
    assertThat(Records.REACHED).isEmpty();
  }

  @Test
  void aProxyThatSaysWhichHostItWasAskedForIsBelieved() throws IOException {
    proxy.line = "X-Forwarded-Host: 127.0.0.1:1";
    assertThat(send(proxy.port(), "/api/programs/7", 1, "/api/programs/7")).isEqualTo(200);
    assertThat(send(proxy.port(), "/api/programs/7", proxy.port(), "/api/programs/7"))
        .isEqualTo(401);
  }

  @Test
  void aBrowserIsLedToOurPagesWhereItFindsThem() throws Exception {
    Administrator root = new Administrator(server.port());
    root.iam("CreateUser", "UserName", "lucy");
    root.iam("CreateLoginProfile", "UserName", "lucy", "Password", PASSWORD);
    root.iam(
        "PutUserPolicy",
        "UserName",
        "lucy",
        "PolicyName",
        "p",
        "PolicyDocument",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"pages:*\",\"Resource\":\"*\"}}");
    SimpleBrowser browser = new SimpleBrowser(proxy.port(), "/api");

    HttpResponse<String> led = browser.exchange("GET", "/api/pages/1?a=b", "", Map.of());
    assertThat(led.statusCode()).isEqualTo(303);
    assertThat(led.headers().firstValue("Location"))
        .hasValue("/api/.ostiary/sign-in?to=%2Fapi%2Fpages%2F1%3Fa%3Db");
    browser.get(led.headers().firstValue("Location").orElseThrow());
    HttpResponse<String> page =
        browser.submit(
            "/api/.ostiary/sign-in", "account", ACCOUNT, "user", "lucy", "password", PASSWORD);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.request().uri().getPath()).isEqualTo("/api/pages/1");
    assertThat(browser.get("/api/.ostiary/account").body())
        .contains("\"/api/.ostiary/")
        .doesNotContain("\"/.ostiary/");
  }
}
