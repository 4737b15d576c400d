package io.ostiary.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ostiary.browser.Chromium;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser signs in, over TLS. */
class BrowserTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/pages");
  private static final String ACCOUNT = "123456789012";
  private static final String PASSWORD = "Correct-Horse-7";
  private static final String STORE_PASSWORD = "changeit";

  @TempDir Path folder;
  private Records application;
  private Chromium chromium;

  @BeforeEach
  void start() throws Exception {
    if (!Chromium.isPresent()) {
      System.out.println("SKIPPED: `chromium` is not on the path; install it to run this test");
    }
    Assumptions.assumeTrue(Chromium.isPresent(), "`chromium` is not on the path; install it");
    application =
        Records.startSecure(
            APPLICATION,
            Map.of(
                "ostiary.data", folder.resolve("data").toString(),
                "ostiary.account-id", ACCOUNT,
                "ostiary.home-page", "/pages/home",
                "ostiary.root-access-key-id", Administrator.KEY.accessKeyId(),
                "ostiary.root-secret-access-key", Administrator.KEY.secretAccessKey()),
            tls());
    Administrator root = new Administrator(application.port());
    root.iam("CreateUser", "UserName", "lucy");
    root.iam("CreateLoginProfile", "UserName", "lucy", "Password", PASSWORD);
    root.iam(
        "PutUserPolicy",
        "UserName",
        "lucy",
        "PolicyName",
        "p",
        "PolicyDocument",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\"pages:GetPage\",\"iam:*MFADevice\"],\"Resource\":\"*\"}}");
    chromium = Chromium.start(Files.createDirectories(folder.resolve("profile")));
  }

  @AfterEach
  void stop() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    if (application != null) {
      application.close();
    }
  }

  /** A certificate that nobody vouches for. */
  private SSLContext tls() throws Exception {
    Path store = folder.resolve("tls.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "tls",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(1, TimeUnit.MINUTES) && keytool.exitValue() == 0)
        .as(Files.readString(folder.resolve("keytool.log")))
        .isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, STORE_PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return tls;
  }

  private String page(String path) {
    return "https://localhost:" + requireNonNull(application).securePort() + path;
  }

  @Test
  void signsInSeesThePageAddsADeviceAndSignsOut() throws Exception {
    chromium.open(page("/pages/1"));
    chromium.awaitText("User name");
    assertThat(chromium.eval("location.pathname + location.search"))
        .isEqualTo("/.ostiary/sign-in?to=%2Fpages%2F1");
    chromium.photograph("sign-in");
    chromium.type("user", "lucy");
    chromium.type("password", "wrong");
    chromium.press("Sign in");
    chromium.awaitText("That did not work.");
    assertThat(chromium.eval("getComputedStyle(document.querySelector('.notice')).borderLeftWidth"))
        .as("the style is applied though the policy admits no other")
        .isEqualTo("4px");

    chromium.type("user", "lucy");
    chromium.type("password", PASSWORD);
    chromium.press("Sign in");
    chromium.awaitText("record");
    assertThat(chromium.eval("location.pathname")).isEqualTo("/pages/1");

    JsonNode cookie = chromium.cookie("__Host-ostiary-session");
    assertThat(cookie.path("httpOnly").asBoolean()).isTrue();
    assertThat(cookie.path("secure").asBoolean()).isTrue();
    assertThat(cookie.path("sameSite").asText()).isEqualTo("Lax");
    assertThat(cookie.path("path").asText()).isEqualTo("/");
    assertThat(chromium.eval("document.cookie")).isEmpty();

    chromium.open(page("/.ostiary/account"));
    chromium.awaitText("arn:aws:iam::" + ACCOUNT + ":user/lucy");
    chromium.press("Add a device");
    chromium.awaitText("Scan this");
    chromium.photograph("mfa");
    assertThat(chromium.eval("document.querySelector('svg.qr').getBoundingClientRect().width"))
        .isEqualTo("240");

    chromium.open(page("/.ostiary/account"));
    chromium.awaitText("Another role");
    chromium.press("Sign out");
    chromium.awaitText("User name");
    assertThat(chromium.cookie("__Host-ostiary-session").isMissingNode()).isTrue();
    chromium.open(page("/pages/1"));
    chromium.awaitText("User name");
  }
}
