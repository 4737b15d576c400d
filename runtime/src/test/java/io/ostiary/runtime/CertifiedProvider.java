package io.ostiary.runtime;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The npm package {@code oidc-provider}, an OpenID Connect provider that others have written and
 * certified, run by Node. It lets everybody in as whom they say.
 */
final class CertifiedProvider implements AutoCloseable {
  static final String SECRET = "only-for-the-tests";

  private static final Path FOLDER = Path.of("target/oidc-provider");
  private static final Pattern FORM =
      Pattern.compile(
          "action=\"([^\"]+)\"[^>]*>\\s*<input type=\"hidden\" name=\"prompt\" value=\"(\\w+)\"");

  private final Process process;
  private final String issuer;
  private final String application;

  private CertifiedProvider(Process process, String issuer, String application) {
    this.process = process;
    this.issuer = issuer;
    this.application = application;
  }

  /** Whether Node is installed. */
  static boolean isPossible() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm")));
  }

  /**
   * Starts it; the first time the package is fetched, as the lock file beside its program says.
   *
   * @param application that signs people in by it
   */
  static CertifiedProvider start(int port, String application)
      throws IOException, InterruptedException {
    Instant begin = Instant.now();
    Files.createDirectories(FOLDER);
    for (String file : new String[] {"package.json", "package-lock.json", "provider.js"}) {
      try (InputStream in = CertifiedProvider.class.getResourceAsStream("provider/" + file)) {
        Files.copy(
            Objects.requireNonNull(in), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!Files.isDirectory(FOLDER.resolve("node_modules/oidc-provider"))) {
      Process npm =
          new ProcessBuilder(
                  "npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund")
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (npm.waitFor() != 0) {
        throw new IOException("npm installed no oidc-provider; it said:\n" + said);
      }
    }
    Process node =
        new ProcessBuilder("node", "provider.js", Integer.toString(port), application, SECRET)
            .directory(FOLDER.toFile())
            .redirectError(FOLDER.resolve("provider.log").toFile())
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
    if (!"listening".equals(out.readLine())) {
      node.destroyForcibly();
      throw new IOException(
          "oidc-provider did not start:\n" + Files.readString(FOLDER.resolve("provider.log")));
    }
    String issuer = "http://127.0.0.1:" + port;
    System.out.printf(
        "oidc-provider started in %s s, at %s%n",
        Duration.between(begin, Instant.now()).toSeconds(), issuer);
    return new CertifiedProvider(node, issuer, application);
  }

  String issuer() {
    return issuer;
  }

  /** Signs somebody in there, with a browser of their own; where that is sent in the end. */
  URI signIn(URI asked, String name) throws IOException, InterruptedException {
    HttpClient browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();
    HttpResponse<String> page = get(browser, asked);
    for (int i = 0; i < 20; i++) {
      if (page.statusCode() / 100 == 3) {
        URI next = page.uri().resolve(page.headers().firstValue("Location").orElseThrow());
        if (!next.toString().startsWith(issuer)) {
          return next;
        }
        page = get(browser, next);
      } else {
        page = fillIn(browser, page, name);
      }
    }
    throw new IOException("it goes round in circles at " + page.uri());
  }

  private static HttpResponse<String> get(HttpClient browser, URI address)
      throws IOException, InterruptedException {
    return browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  /** Fills in the form for a name, or the one that asks whether somebody agrees. */
  private static HttpResponse<String> fillIn(
      HttpClient browser, HttpResponse<String> page, String name)
      throws IOException, InterruptedException {
    Matcher form = FORM.matcher(page.body());
    if (!form.find()) {
      throw new IOException("no form in " + page.statusCode() + ' ' + page.body());
    }
    String fields =
        SimpleBrowser.encoded(Map.of("prompt", form.group(2), "login", name, "password", "any"));
    return browser.send(
        HttpRequest.newBuilder(page.uri().resolve(form.group(1)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(fields))
            .build(),
        BodyHandlers.ofString());
  }

  /** An ID token for the client {@code jobs}. */
  String idToken(String name) throws IOException, InterruptedException {
    return token(name, "id_token");
  }

  /** An access token of somebody's for the API, which only the provider can read. */
  String opaqueToken(String name) throws IOException, InterruptedException {
    return token(name, "access_token");
  }

  private String token(String name, String kind) throws IOException, InterruptedException {
    Map<String, String> asked =
        new LinkedHashMap<>(
            Map.of(
                "client_id", "jobs",
                "scope", "openid read",
                "resource", "urn:records:opaque",
                "redirect_uri", application + "/jobs"));
    Map<String, String> form = new LinkedHashMap<>(asked);
    asked.put("response_type", "code");
    // The verifier and challenge of RFC 7636's appendix B.
    asked.put("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    asked.put("code_challenge_method", "S256");
    URI back = signIn(URI.create(issuer + "/auth?" + SimpleBrowser.encoded(asked)), name);
    form.remove("scope");
    form.put("grant_type", "authorization_code");
    form.put("code", back.getQuery().replaceAll(".*code=([^&]+).*", "$1"));
    form.put("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    return token(form, "", kind);
  }

  /** An access token of the client {@code robot} for the API {@code records-api}. */
  String signedToken() throws IOException, InterruptedException {
    return token(
        Map.of(
            "grant_type", "client_credentials",
            "resource", "urn:records:signed",
            "scope", "read"),
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("robot:" + SECRET).getBytes(StandardCharsets.UTF_8)),
        "access_token");
  }

  private String token(Map<String, String> form, String proof, String kind)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(SimpleBrowser.encoded(form)));
    if (!proof.isEmpty()) {
      request.header("Authorization", proof);
    }
    String answer =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
    Matcher token = Pattern.compile('"' + kind + "\":\"([^\"]+)\"").matcher(answer);
    if (!token.find()) {
      throw new IOException("no token: " + answer);
    }
    return token.group(1);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
