package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.ostiary.forgery.SamlKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an attacker, or Keycloak itself gone wrong, could make of a token that Keycloak has just
 * issued: changed and signed again with the realm's own key, or signed by other means.
 */
@Tag("keycloak")
class KeycloakAttackIT extends DepotInWildFly {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Changes a token's header and claims. */
  private interface Change {
    void make(ObjectNode header, ObjectNode claims);
  }

  private static final Map<String, Change> CHANGES = new LinkedHashMap<>();

  static {
    CHANGES.put("crit", (h, c) -> h.putArray("crit"));
    CHANGES.put("b64", (h, c) -> h.put("b64", false));
    CHANGES.put("zip", (h, c) -> h.put("zip", "DEF"));
    CHANGES.put("jku", (h, c) -> h.put("jku", "http://127.0.0.1:1/certs"));
    CHANGES.put("x5u", (h, c) -> h.put("x5u", "http://127.0.0.1:1/chain"));
    CHANGES.put("x5c", (h, c) -> h.putArray("x5c").add("MIIB"));
    CHANGES.put("jwk", (h, c) -> h.putObject("jwk").put("kty", "RSA"));
    CHANGES.put("cty", (h, c) -> h.put("cty", "JWT"));
    CHANGES.put("kid of a file", (h, c) -> h.put("kid", "../../../../dev/null"));
    CHANGES.put("kid of a query", (h, c) -> h.put("kid", "x' UNION SELECT 'a"));
    CHANGES.put("kid of a command", (h, c) -> h.put("kid", "x|id"));
    CHANGES.put("kid that is a number", (h, c) -> h.put("kid", 1));
    CHANGES.put("typ of a logout token", (h, c) -> h.put("typ", "logout+jwt"));
    CHANGES.put("another algorithm's name", (h, c) -> h.put("alg", "RS512"));
    CHANGES.put("the algorithm in lower case", (h, c) -> h.put("alg", "rs256"));
    CHANGES.put("another audience", (h, c) -> c.put("aud", "other"));
    CHANGES.put("an audience in capitals", (h, c) -> c.put("aud", "DEPOT"));
    CHANGES.put("no audience", (h, c) -> c.remove("aud"));
    CHANGES.put("an empty list of audiences", (h, c) -> c.putArray("aud"));
    CHANGES.put("another client's token", (h, c) -> c.put("azp", "other"));
    CHANGES.put("an issuer with a slash", (h, c) -> c.put("iss", c.path("iss").asText() + "/"));
    CHANGES.put("an issuer with a suffix", (h, c) -> c.put("iss", c.path("iss").asText() + "x"));
    CHANGES.put(
        "an issuer in capitals",
        (h, c) -> c.put("iss", "HTTP" + c.path("iss").asText().substring(4)));
    CHANGES.put("no issuer", (h, c) -> c.remove("iss"));
    CHANGES.put("an access token's kind", (h, c) -> c.put("typ", "Bearer"));
    CHANGES.put("no subject", (h, c) -> c.remove("sub"));
    CHANGES.put("an empty subject", (h, c) -> c.put("sub", ""));
    CHANGES.put("a number for a subject", (h, c) -> c.put("sub", 7));
    CHANGES.put("a long subject", (h, c) -> c.put("sub", "a".repeat(300)));
    CHANGES.put("a line break in the subject", (h, c) -> c.put("sub", "a\nb"));
    CHANGES.put("an end in milliseconds", (h, c) -> c.put("exp", (now() + 300) * 1000));
    CHANGES.put("an end in the past", (h, c) -> c.put("iat", now() - 900).put("exp", now() - 600));
    CHANGES.put("no end", (h, c) -> c.remove("exp"));
    CHANGES.put("an end in words", (h, c) -> c.put("exp", "tomorrow"));
    CHANGES.put(
        "an issue in the future", (h, c) -> c.put("iat", now() + 3600).put("exp", now() + 3900));
    CHANGES.put("an issue a year ago", (h, c) -> c.put("iat", now() - 31_536_000));
    CHANGES.put("no issue", (h, c) -> c.remove("iat"));
    CHANGES.put("not before tomorrow", (h, c) -> c.put("nbf", now() + 86_400));
    CHANGES.put(
        "tags that are no list",
        (h, c) ->
            c.putObject("https://aws.amazon.com/tags")
                .putObject("principal_tags")
                .put("team", "red"));
    CHANGES.put(
        "a tag of AWS's",
        (h, c) ->
            c.putObject("https://aws.amazon.com/tags")
                .putObject("principal_tags")
                .putArray("aws:x")
                .add("y"));
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  /** How often somebody came to where a token says that its keys are. */
  private static final AtomicInteger FETCHED = new AtomicInteger();

  @TempDir Path folder;
  private HttpServer elsewhere;
  private Keycloak keycloak;
  private String role;

  @BeforeEach
  void listen() throws IOException {
    elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          FETCHED.incrementAndGet();
          exchange.close();
        });
    elsewhere.start();
  }

  @AfterEach
  void stopListening() {
    elsewhere.stop(0);
  }

  private void begin() throws Exception {
    keycloak = Keycloak.running();
    String provider = keycloak.trustedBy(depot);
    role =
        depot.newRole(
            fresh("attacked"),
            provider,
            "sts:AssumeRoleWithWebIdentity",
            "\"StringLike\": {\"%s:sub\": \"*\"}".formatted(keycloak.issuerHost()));
  }

  /** The code of the refusal; empty if there is none. */
  private String exchange(String token) {
    return depot.exchangeToken(role, token);
  }

  private static ObjectNode object(String part) throws Exception {
    return (ObjectNode) MAPPER.readTree(Base64.getUrlDecoder().decode(part));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private String signed(String header, String claims) throws GeneralSecurityException {
    return signed(header, claims, keycloak.realmKey());
  }

  private static String signed(String header, String claims, SamlKey key)
      throws GeneralSecurityException {
    String signed = encode(header) + '.' + encode(claims);
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initSign(key.key());
    rsa.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + '.' + encode(rsa.sign());
  }

  private static String hmac(String signed, byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return signed + '.' + encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void nothingMadeOfAGoodTokenIsAccepted() throws Exception {
    begin();
    String good = keycloak.idToken("depot", "alice");
    String[] parts = good.split("\\.", -1);
    assertThat(exchange(good)).as("the token as it is").isEmpty();
    assertThat(exchange(signed(object(parts[0]).toString(), object(parts[1]).toString())))
        .as("the same, signed by us with the realm's key")
        .isEmpty();

    Map<String, String> attacks = new LinkedHashMap<>();
    attacks.putAll(changed(parts));
    attacks.putAll(unsigned(parts));
    attacks.putAll(strangers(parts));
    attacks.putAll(encrypted(good));
    attacks.putAll(misshapen(good, parts));
    attacks.put("the access token", keycloak.accessToken("depot", "alice"));
    attacks.put("a token of another realm", keycloak.administratorsToken());

    attacks.forEach(
        (name, token) ->
            assertThat(exchange(token))
                .as(name)
                .isIn("InvalidIdentityToken", "ExpiredTokenException", "ValidationError"));
    assertThat(FETCHED).as("addresses that tokens name").hasValue(0);
    assertThat(exchange(good)).as("the token after all that").isEmpty();
    System.out.printf("%s attacks by tokens of a real Keycloak: all refused%n", attacks.size());
  }

  /** What the realm's own key has signed. */
  private Map<String, String> changed(String[] parts) throws Exception {
    Map<String, String> attacks = new LinkedHashMap<>();
    for (Map.Entry<String, Change> change : CHANGES.entrySet()) {
      ObjectNode header = object(parts[0]);
      ObjectNode claims = object(parts[1]);
      change.getValue().make(header, claims);
      attacks.put(change.getKey(), signed(header.toString(), claims.toString()));
    }
    String header = object(parts[0]).toString();
    String claims = object(parts[1]).toString();
    String more = claims.substring(1);
    attacks.put("a claim twice", signed(header, "{\"sub\":\"root\"," + more));
    attacks.put("something after the claims", signed(header, claims + "{}"));
    attacks.put("a hundred lists deep", signed(header, "{\"x\":" + nested(100) + ',' + more));
    attacks.put("four thousand lists deep", signed(header, "{\"x\":" + nested(4000) + ',' + more));
    return attacks;
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private Map<String, String> unsigned(String[] parts) throws Exception {
    Map<String, String> attacks = new LinkedHashMap<>();
    for (String none : new String[] {"none", "None", "NONE", "nOnE"}) {
      String header = encode(object(parts[0]).put("alg", none).toString());
      attacks.put(none + " without a signature", header + '.' + parts[1] + '.');
      attacks.put(none + " with one", header + '.' + parts[1] + '.' + parts[2]);
    }
    String hs256 = encode(object(parts[0]).put("alg", "HS256").toString()) + '.' + parts[1];
    byte[] publicKey = keycloak.realmKey().certificate().getPublicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
            + "\n-----END PUBLIC KEY-----\n";
    attacks.put("the public key as a secret", hmac(hs256, publicKey));
    attacks.put(
        "the public key in PEM as a secret", hmac(hs256, pem.getBytes(StandardCharsets.US_ASCII)));
    attacks.put(
        "other claims under the signature",
        parts[0] + '.' + encode(object(parts[1]).put("sub", "root").toString()) + '.' + parts[2]);
    attacks.put("no signature", parts[0] + '.' + parts[1] + '.');
    String elliptic = keycloak.idToken("depot-es256", "alice");
    String body = elliptic.substring(0, elliptic.lastIndexOf('.') + 1);
    attacks.put("an elliptic signature of zeros (CVE-2022-21449)", body + encode(new byte[64]));
    attacks.put("an elliptic token's body, signed by RSA", body + parts[2]);
    return attacks;
  }

  /** Signed by a key that the token brings along, or says where to find. */
  private Map<String, String> strangers(String[] parts) throws Exception {
    Map<String, String> attacks = new LinkedHashMap<>();
    SamlKey stranger = SamlKey.rsa(folder, 2048);
    String claims = object(parts[1]).toString();
    attacks.put("a stranger's key", signed(object(parts[0]).toString(), claims, stranger));
    RSAPublicKey known = (RSAPublicKey) stranger.certificate().getPublicKey();
    ObjectNode jwk = object(parts[0]);
    jwk.putObject("jwk")
        .put("kty", "RSA")
        .put("kid", jwk.path("kid").asText())
        .put("n", encode(known.getModulus().toByteArray()))
        .put("e", encode(known.getPublicExponent().toByteArray()));
    attacks.put("a stranger's key in the token", signed(jwk.toString(), claims, stranger));
    ObjectNode x5c = object(parts[0]);
    x5c.putArray("x5c").add(stranger.base64());
    attacks.put("a stranger's certificate", signed(x5c.toString(), claims, stranger));
    for (String name : new String[] {"jku", "x5u"}) {
      ObjectNode header = object(parts[0]);
      header.put(name, "http://127.0.0.1:" + elsewhere.getAddress().getPort() + '/');
      attacks.put("a stranger's address by " + name, signed(header.toString(), claims, stranger));
    }
    return attacks;
  }

  /** Encrypted tokens, which cost a reader much or tell it about its keys. */
  private static Map<String, String> encrypted(String good) {
    Map<String, String> attacks = new LinkedHashMap<>();
    String rest = '.' + encode(new byte[256]) + '.' + encode(new byte[12]) + '.' + encode(good);
    Map<String, String> headers =
        Map.of(
            "RSA1_5", "\"enc\":\"A128CBC-HS256\"",
            "dir", "\"enc\":\"A128GCM\",\"zip\":\"DEF\"",
            "PBES2-HS256+A128KW", "\"enc\":\"A128GCM\",\"p2s\":\"AA\",\"p2c\":2147483647",
            "ECDH-ES",
                "\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}");
    headers.forEach(
        (algorithm, more) ->
            attacks.put(
                "encrypted by " + algorithm,
                encode("{\"alg\":\"" + algorithm + "\"," + more + '}')
                    + rest
                    + '.'
                    + encode(new byte[16])));
    return attacks;
  }

  private static Map<String, String> misshapen(String good, String[] parts) {
    Map<String, String> attacks = new LinkedHashMap<>();
    attacks.put(
        "claims in Latin-1",
        parts[0]
            + '.'
            + encode("{\"sub\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1))
            + '.'
            + parts[2]);
    attacks.put("padding", good + "=");
    attacks.put("four parts", good + ".a");
    attacks.put("many dots (CVE-2025-27144)", good + ".".repeat(10_000));
    attacks.put(
        "the JSON serialisation",
        "{\"payload\":\"%s\",\"signatures\":[{\"protected\":\"%s\",\"signature\":\"%s\"}]}"
            .formatted(parts[1], parts[0], parts[2]));
    return attacks;
  }
}
