package io.ostiary.federation.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.ostiary.federation.Directories;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every known way to get a token accepted that the issuer did not mean, each made of a good one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcAttackTest {
  private final IssuerServer server = new IssuerServer();
  private final IssuerServer stranger = new IssuerServer();
  private Directories directories;
  private RSAKey rsa;
  private ECKey elliptic;
  private RSAKey strangers;
  private ECKey strangersElliptic;
  private RSAKey shortKey;
  private RSAKey forEncryption;

  @BeforeAll
  void open(@TempDir Path temporary) throws JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    elliptic = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    strangers = new RSAKeyGenerator(2048).keyID("rsa").generate();
    strangersElliptic = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    shortKey = new RSAKeyGenerator(1024, true).keyID("short").generate();
    forEncryption = new RSAKeyGenerator(2048).keyID("enc").keyUse(KeyUse.ENCRYPTION).generate();
    server.publish(
        rsa.toPublicJWK(),
        elliptic.toPublicJWK(),
        new RSAKeyGenerator(2048).keyID("spare").generate().toPublicJWK(),
        shortKey.toPublicJWK(),
        forEncryption.toPublicJWK());
    stranger.publish(strangers.toPublicJWK());
    directories = new Directories(temporary.resolve("data"));
    for (IssuerServer known : List.of(server, stranger)) {
      directories.run(
          new CreateOpenIDConnectProvider(
              Directories.ACCOUNT, known.issuer(), List.of("app"), List.of(), Map.of()));
    }
  }

  @AfterAll
  void close() {
    directories.close();
    server.close();
    stranger.close();
  }

  private Forge token() {
    return new Forge(server.issuer(), rsa, "RS256", directories.clock.instant());
  }

  private Forge ellipticToken() {
    return new Forge(server.issuer(), elliptic, "ES256", directories.clock.instant());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "io.ostiary.federation.oidc.OidcAttack#algorithms",
    "keys",
    "io.ostiary.federation.oidc.OidcAttack#headers",
    "io.ostiary.federation.oidc.OidcAttack#shapes",
    "io.ostiary.federation.oidc.OidcAttack#claims",
    "times",
    "issuers",
    "ellipticSignatures"
  })
  void isRefused(OidcAttack attack) {
    assertThat(refusal(token().sign())).as("the token without the attack").isNull();

    FederationException refusal = refusal(attack.token().apply(token()));

    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).startsWith(attack.check());
    assertThat(refusal).hasMessageNotContainingAny(attack.check() + ":", "`");
  }

  private FederationException refusal(String token) {
    return catchThrowableOfType(
        FederationException.class,
        () ->
            directories.federation.webIdentity(token, Directories.ACCOUNT, directories.snapshot()));
  }

  Stream<OidcAttack> keys() {
    return Stream.of(
        new OidcAttack("the public key as an HMAC secret, in PEM", "alg", this::hmacWithPem),
        new OidcAttack("the public key as an HMAC secret, as JWK", "alg", this::hmacWithJwk),
        new OidcAttack("a stranger's key", "signature", forge -> signedBy(strangers, forge)),
        new OidcAttack(
            "a stranger's key sent along",
            "header jwk",
            forge ->
                signedBy(
                    strangers,
                    forge.header(h -> h.putPOJO("jwk", strangers.toPublicJWK().toJSONObject())))),
        new OidcAttack(
            "a stranger's certificate chain sent along",
            "header x5c",
            forge -> signedBy(strangers, forge.header(h -> h.putArray("x5c").add("MIIB")))),
        new OidcAttack(
            "an address to fetch keys from",
            "header jku",
            forge ->
                signedBy(strangers, forge.header(h -> h.put("jku", stranger.issuer() + "/certs")))),
        new OidcAttack(
            "an address to fetch a certificate from",
            "header x5u",
            forge -> signedBy(strangers, forge.header(h -> h.put("x5u", stranger.issuer())))),
        new OidcAttack(
            "a key too short to be trusted",
            "key",
            forge -> signedBy(shortKey, forge.header(h -> h.put("kid", "short")))),
        new OidcAttack(
            "a key published for encryption",
            "key",
            forge -> signedBy(forEncryption, forge.header(h -> h.put("kid", "enc")))),
        new OidcAttack(
            "no kid where two keys fit",
            "key",
            forge -> signedBy(rsa, forge.header(h -> h.remove("kid")))),
        new OidcAttack(
            "another key's kid", "signature", forge -> forgeKid(forge, "rsa", strangers)),
        new OidcAttack("a kid in other case", "key", forge -> forgeKid(forge, "RSA", rsa)),
        new OidcAttack(
            "a kid that is a path", "key", forge -> forgeKid(forge, "../../dev/null", rsa)),
        new OidcAttack(
            "a kid that is SQL", "kid", forge -> forgeKid(forge, "x' UNION SELECT 1", rsa)),
        new OidcAttack("a kid that is a command", "kid", forge -> forgeKid(forge, "a |id", rsa)),
        new OidcAttack("a kid with a line break", "kid", forge -> forgeKid(forge, "rsa\n", rsa)),
        new OidcAttack("an empty kid", "kid", forge -> forgeKid(forge, "", rsa)),
        new OidcAttack(
            "a kid of 129 characters", "kid", forge -> forgeKid(forge, "k".repeat(129), rsa)),
        new OidcAttack(
            "a kid that is a number",
            "kid",
            forge -> forge.header(h -> h.put("kid", 1)).signAs("RS256")));
  }

  private static String signedBy(JWK key, Forge forge) {
    return Forge.sign(
        Forge.encode(forge.header.toString()), Forge.encode(forge.claims.toString()), "RS256", key);
  }

  private static String forgeKid(Forge forge, String kid, JWK key) {
    return signedBy(key, forge.header(h -> h.put("kid", kid)));
  }

  private String hmacWithPem(Forge forge) {
    try {
      String pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(rsa.toRSAPublicKey().getEncoded())
              + "\n-----END PUBLIC KEY-----\n";
      return hmac(forge, pem.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private String hmacWithJwk(Forge forge) {
    return hmac(forge, rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8));
  }

  private static String hmac(Forge forge, byte[] secret) {
    forge.header.put("alg", "HS256");
    String signed =
        Forge.encode(forge.header.toString()) + '.' + Forge.encode(forge.claims.toString());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return signed + '.' + Forge.encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private OidcAttack timed(String name, String check, Consumer<ObjectNode> change) {
    return new OidcAttack(name, check, forge -> forge.claims(change).sign());
  }

  Stream<OidcAttack> times() {
    long now = directories.clock.instant().getEpochSecond();
    return Stream.of(
        OidcAttack.without("exp", "exp"),
        OidcAttack.without("iat", "iat"),
        timed("expired", "exp", c -> c.put("exp", now - 61)),
        timed("expired at the edge of the skew", "exp", c -> c.put("exp", now - 60)),
        timed("exp in milliseconds", "exp", c -> c.put("exp", now * 1000)),
        timed("exp as a text", "exp", c -> c.put("exp", Long.toString(now + 300))),
        timed("exp below zero", "exp", c -> c.put("exp", -1)),
        timed("exp beyond counting", "exp", c -> c.put("exp", new BigDecimal("1e300"))),
        timed("exp null", "exp", c -> c.putNull("exp")),
        timed("good for two days", "exp - iat", c -> c.put("exp", now + 172_800)),
        timed("issued tomorrow", "iat", c -> c.put("iat", now + 86_400).put("exp", now + 86_700)),
        timed("issued in 61 seconds", "iat", c -> c.put("iat", now + 61)),
        timed("issued a year ago", "exp - iat", c -> c.put("iat", now - 31_536_000)),
        timed("iat as a text", "iat", c -> c.put("iat", "now")),
        timed("not yet good", "nbf", c -> c.put("nbf", now + 61)),
        timed("nbf as a text", "nbf", c -> c.put("nbf", "0")));
  }

  private OidcAttack issuer(String name, Function<String, String> change) {
    return new OidcAttack(
        name,
        "provider",
        forge -> forge.claims(c -> c.put("iss", change.apply(server.issuer()))).sign());
  }

  Stream<OidcAttack> issuers() {
    return Stream.of(
        issuer("another issuer", issuer -> "https://idp.example.com"),
        issuer("a slash more", issuer -> issuer + '/'),
        issuer("a realm beside it", issuer -> issuer + "2"),
        issuer("another scheme", issuer -> issuer.replace("http:", "https:")),
        issuer("no scheme", issuer -> issuer.replace("http://", "")),
        issuer("other case", issuer -> issuer.replace("realms", "REALMS")),
        issuer("an empty issuer", issuer -> ""),
        issuer("a very long issuer", issuer -> issuer + "/".repeat(300)),
        new OidcAttack("no issuer", "provider", forge -> forge.claims(c -> c.remove("iss")).sign()),
        OidcAttack.claim("an issuer in a list", "provider", "{\"iss\": [\"x\"]}"),
        new OidcAttack(
            "another known issuer's name with this one's key",
            "signature",
            forge -> forge.claims(c -> c.put("iss", stranger.issuer())).sign()),
        new OidcAttack(
            "this issuer's name with another known issuer's key",
            "signature",
            forge -> signedBy(strangers, forge)));
  }

  Stream<OidcAttack> ellipticSignatures() {
    return Stream.of(
        elliptic("r and s zero", bytes -> new byte[64]),
        elliptic("s zero", bytes -> half(bytes, 0)),
        elliptic("r zero", bytes -> half(bytes, 32)),
        elliptic("r and s the order", bytes -> orders()),
        elliptic("an empty sequence in DER", bytes -> new byte[] {0x30, 0}),
        elliptic("a byte short", bytes -> Arrays.copyOf(bytes, 63)),
        elliptic("a byte long", bytes -> Arrays.copyOf(bytes, 65)),
        new OidcAttack(
            "a stranger's key on the same curve",
            "signature",
            forge ->
                Forge.sign(
                    Forge.encode(ellipticToken().header.toString()),
                    Forge.encode(forge.claims.toString()),
                    "ES256",
                    strangersElliptic)));
  }

  private OidcAttack elliptic(String name, Function<byte[], byte[]> change) {
    return new OidcAttack(
        "an elliptic signature: " + name,
        "signature",
        forge -> {
          String token = ellipticToken().sign();
          int dot = token.lastIndexOf('.') + 1;
          byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot));
          return token.substring(0, dot) + Forge.encode(change.apply(signature));
        });
  }

  private static byte[] half(byte[] signature, int from) {
    byte[] half = new byte[64];
    System.arraycopy(signature, from, half, from, 32);
    return half;
  }

  private static byte[] orders() {
    byte[] order = Curve.P_256.toECParameterSpec().getOrder().toByteArray();
    byte[] both = new byte[64];
    System.arraycopy(order, order.length - 32, both, 0, 32);
    System.arraycopy(order, order.length - 32, both, 32, 32);
    return both;
  }
}
