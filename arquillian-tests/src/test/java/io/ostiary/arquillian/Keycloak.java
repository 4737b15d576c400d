package io.ostiary.arquillian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.forgery.SamlKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * A real Keycloak on this machine, one for all tests of a run: started by the first that asks,
 * stopped with the JVM. Its realm {@code iam} has users {@code alice} (realm role {@code admin},
 * group {@code /staff}) and {@code bob}, and clients that know Depot in WildFly by its port.
 */
final class Keycloak {
  static final String PASSWORD = "only-for-the-tests";

  /** Of the client {@code depot-confidential}. */
  static final String CLIENT_SECRET = "only-for-the-tests-too";

  private static final Duration LONGEST_START = Duration.ofMinutes(8);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static volatile Keycloak running;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final int port;
  private final SamlKey realmKey;

  private Keycloak(Process process, int port, SamlKey realmKey) {
    this.process = process;
    this.port = port;
    this.realmKey = realmKey;
  }

  /** The one, which is started first if need be; that takes a minute or two. */
  static synchronized Keycloak running() throws IOException, InterruptedException {
    if (running == null) {
      running = start();
    }
    return running;
  }

  private static Keycloak start() throws IOException, InterruptedException {
    Path home = OwnServers.folder().resolve("keycloak");
    Folders.copy(Path.of(System.getProperty("keycloak.home")), home);
    Path work = Files.createDirectories(home.resolveSibling("keycloak-run"));
    SamlKey realmKey = SamlKey.rsa(work, 2048);
    Path imports = Files.createDirectories(home.resolve("data/import"));
    Files.writeString(imports.resolve("iam-realm.json"), realm(realmKey));
    int port = ServerProcess.freePort();
    Instant begin = Instant.now();
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("keycloak.log").toFile());
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
    // It lives for minutes: compiling its code twice is not worth it.
    builder.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx768m");
    Keycloak keycloak = new Keycloak(builder.start(), port, realmKey);
    Runtime.getRuntime().addShutdownHook(new Thread(keycloak::stop, "keycloak-stop"));
    keycloak.awaitStart(begin.plus(LONGEST_START), work.resolve("keycloak.log"));
    System.out.printf(
        "Keycloak started in %s s, at %s%n",
        Duration.between(begin, Instant.now()).toSeconds(), keycloak.issuer());
    return keycloak;
  }

  private static String realm(SamlKey realmKey) throws IOException {
    try (InputStream in = Keycloak.class.getResourceAsStream("/keycloak-realm.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .replace("{port}", System.getProperty("wildfly.http.port"))
          .replace("{password}", PASSWORD)
          .replace("{secret}", CLIENT_SECRET)
          .replace("{key}", realmKey.keyBase64())
          .replace("{certificate}", realmKey.base64())
          .replace("{encryption}", certificateOfDepot());
    }
  }

  /** Of the key with which Depot in WildFly decrypts assertions, which is public. */
  private static String certificateOfDepot() throws IOException {
    String pem = Files.readString(Path.of(System.getProperty("saml.key")));
    String begin = "-----BEGIN CERTIFICATE-----";
    int from = pem.indexOf(begin) + begin.length();
    return pem.substring(from, pem.indexOf("-----END", from)).replace("\n", "");
  }

  private void awaitStart(Instant deadline, Path log) throws IOException, InterruptedException {
    while (process.isAlive() && Instant.now().isBefore(deadline)) {
      if (answers()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
    stop();
    throw new IllegalStateException("Keycloak did not start; it said:\n" + Files.readString(log));
  }

  private boolean answers() throws InterruptedException {
    try {
      return new Browser(http).get(URI.create(issuer())).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void stop() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Lets it answer nothing, though its port still takes connections. */
  void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Lets it go on. */
  void resume() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    for (ProcessHandle each : process.descendants().toList()) {
      kill(name, each.pid());
    }
    kill(name, process.pid());
  }

  private static void kill(String signal, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(pid)).inheritIO().start().waitFor();
  }

  /** As its tokens say it. */
  String issuer() {
    return "http://127.0.0.1:" + port + "/realms/iam";
  }

  /** The issuer as ARNs and condition keys call it. */
  String issuerHost() {
    return issuer().substring("http://".length());
  }

  /** What signs its RS256 tokens and its assertions, for tests that sign in its place. */
  SamlKey realmKey() {
    return realmKey;
  }

  /** Tokens of a user for a public client. */
  JsonNode tokens(String client, String user) throws IOException, InterruptedException {
    return tokens(
        Map.of(
            "grant_type", "password",
            "client_id", client,
            "username", user,
            "password", PASSWORD,
            "scope", "openid"));
  }

  /** Tokens for a form of parameters. */
  JsonNode tokens(Map<String, String> form) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        new Browser(http).post(URI.create(issuer() + "/protocol/openid-connect/token"), form);
    if (answer.statusCode() != 200) {
      throw new IOException("no tokens: " + answer.body());
    }
    return MAPPER.readTree(answer.body());
  }

  String idToken(String client, String user) throws IOException, InterruptedException {
    return tokens(client, user).path("id_token").asText();
  }

  String accessToken(String client, String user) throws IOException, InterruptedException {
    return tokens(client, user).path("access_token").asText();
  }

  String samlMetadata() throws IOException, InterruptedException {
    return new Browser(http).get(URI.create(issuer() + "/protocol/saml/descriptor")).body();
  }

  /**
   * A SAML response in Base64 that nobody asked for.
   *
   * @param client {@code both} (response and assertion signed), {@code response} or {@code
   *     assertion} (only that signed), or {@code encrypted}
   */
  String samlResponse(String client, String user) throws IOException, InterruptedException {
    Browser browser = new Browser(http);
    HttpResponse<String> form =
        browser.get(URI.create(issuer() + "/protocol/saml/clients/" + client));
    HttpResponse<String> answer =
        browser.post(
            URI.create(Browser.attribute(form.body(), "id=\"kc-form-login\"", "action")),
            Map.of("username", user, "password", PASSWORD));
    return Browser.attribute(answer.body(), "name=\"SAMLResponse\"", "value");
  }

  /**
   * Makes it an OpenID Connect provider of a Depot, if it is none yet.
   *
   * @return the provider's ARN
   */
  String trustedBy(Installation depot) {
    try (IamClient iam = depot.iam(depot.root())) {
      iam.createOpenIDConnectProvider(
          request ->
              request
                  .url(issuer())
                  .clientIDList("depot", "depot-es256", "depot-ps512", "depot-eddsa")
                  .tags(
                      tag("algorithms", "RS256 ES256 PS512 EdDSA"),
                      tag("claims", "groups realm_access.roles"),
                      tag("claim-typ", "ID"),
                      tag("sign-in-client", "depot")));
    } catch (EntityAlreadyExistsException fromAnotherTest) {
      // As it should be.
    }
    return "arn:aws:iam::%s:oidc-provider/%s".formatted(depot.accountId(), issuerHost());
  }

  /**
   * Makes it a SAML provider {@code keycloak} of a Depot, if it is none yet.
   *
   * @return the provider's ARN
   */
  String trustedBySamlOf(Installation depot) throws IOException, InterruptedException {
    String own = "http://localhost:" + depot.endpoint().getPort();
    String metadata = samlMetadata();
    String arn = "arn:aws:iam::%s:saml-provider/keycloak".formatted(depot.accountId());
    try (IamClient iam = depot.iam(depot.root())) {
      if (iam.listSAMLProviders().samlProviderList().stream()
          .anyMatch(known -> known.arn().equals(arn))) {
        iam.updateSAMLProvider(
            request -> request.samlProviderArn(arn).samlMetadataDocument(metadata));
      } else {
        iam.createSAMLProvider(
            request ->
                request
                    .name("keycloak")
                    .samlMetadataDocument(metadata)
                    .tags(
                        tag(
                            "audiences",
                            "%1$s %1$s/encrypted %1$s/response %1$s/assertion".formatted(own)),
                        tag("recipients", own + "/.ostiary/sign-in/saml"),
                        tag("attributes", "groups")));
      }
    }
    return arn;
  }

  /** A setting of a provider. */
  static Tag tag(String name, String value) {
    return Tag.builder().key("ostiary:" + name).value(value).build();
  }

  /** Lets SAML offer a user these roles, each as {@code roleArn,providerArn}. */
  void offer(String user, String... roles) throws IOException, InterruptedException {
    String id = admin("GET", "users?exact=true&username=" + user, null).get(0).path("id").asText();
    ObjectNode changed = (ObjectNode) admin("GET", "users/" + id, null);
    changed.withObject("/attributes").set("roles", MAPPER.valueToTree(List.of(roles)));
    admin("PUT", "users/" + id, changed);
  }

  /** Signs a user out of everything, as an administrator may; clients hear of it. */
  void endLogins(String user) throws IOException, InterruptedException {
    String id = admin("GET", "users?exact=true&username=" + user, null).get(0).path("id").asText();
    JsonNode unused = admin("POST", "users/" + id + "/logout", null);
  }

  /** Makes a new RSA key that signs from now on, and gives back its id. */
  String rotate() throws IOException, InterruptedException {
    ObjectNode component = MAPPER.createObjectNode();
    component
        .put("name", Installation.fresh("rotated"))
        .put("providerId", "rsa-generated")
        .put("providerType", "org.keycloak.keys.KeyProvider");
    ObjectNode config = component.putObject("config");
    config.putArray("priority").add(Long.toString(1000 + System.currentTimeMillis() / 1000));
    config.putArray("algorithm").add("RS256");
    config.putArray("active").add("true");
    config.putArray("enabled").add("true");
    admin("POST", "components", component);
    for (JsonNode each : keyProviders()) {
      if (each.path("name").equals(component.path("name"))) {
        return each.path("id").asText();
      }
    }
    throw new IOException("Keycloak made no key");
  }

  /** Takes a key out of use and out of what it publishes. */
  void retire(String id) throws IOException, InterruptedException {
    admin("DELETE", "components/" + id, null);
  }

  private JsonNode keyProviders() throws IOException, InterruptedException {
    return admin("GET", "components?type=org.keycloak.keys.KeyProvider", null);
  }

  /** An access token of the realm {@code master}, by the same server. */
  String administratorsToken() throws IOException, InterruptedException {
    String address = "http://127.0.0.1:" + port + "/realms/master/protocol/openid-connect/token";
    return MAPPER
        .readTree(
            new Browser(http)
                .post(
                    URI.create(address),
                    Map.of(
                        "grant_type", "password",
                        "client_id", "admin-cli",
                        "username", "admin",
                        "password", PASSWORD))
                .body())
        .path("access_token")
        .asText();
  }

  private JsonNode admin(String method, String path, JsonNode body)
      throws IOException, InterruptedException {
    String token = administratorsToken();
    HttpResponse<String> answer =
        new Browser(http)
            .json(
                method,
                URI.create("http://127.0.0.1:" + port + "/admin/realms/iam/" + path),
                body == null ? "" : body.toString(),
                token);
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("Keycloak's administration refuses " + path + ": " + answer.body());
    }
    return MAPPER.readTree(answer.body().isEmpty() ? "null" : answer.body());
  }
}
