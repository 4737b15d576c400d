package io.ostiary.federation.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
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
import java.util.ArrayList;
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

  /** An attack, and the check that stops it. */
  private record Attack(String name, String check, Function<Forge, String> token) {
    @Override
    public String toString() {
      return name;
    }
  }

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
    "algorithms",
    "keys",
    "headers",
    "shapes",
    "claims",
    "times",
    "issuers",
    "ellipticSignatures"
  })
  void isRefused(Attack attack) {
    assertThat(refusal(token().sign())).as("the token without the attack").isNull();

    FederationException refusal = refusal(attack.token.apply(token()));

    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).startsWith(attack.check);
    assertThat(refusal).hasMessageNotContainingAny(attack.check + ":", "`");
  }

  private FederationException refusal(String token) {
    return catchThrowableOfType(
        FederationException.class,
        () ->
            directories.federation.webIdentity(token, Directories.ACCOUNT, directories.snapshot()));
  }

  private static Attack unsigned(String algorithm) {
    return new Attack(
        "alg " + algorithm + " without a signature",
        "signature",
        forge -> {
          forge.header.put("alg", algorithm);
          return Forge.encode(forge.header.toString())
              + '.'
              + Forge.encode(forge.claims.toString())
              + '.';
        });
  }

  static Stream<Attack> algorithms() {
    List<Attack> attacks = new ArrayList<>();
    for (String none : List.of("none", "None", "NONE", "nOnE")) {
      attacks.add(unsigned(none));
      attacks.add(
          new Attack(
              "alg " + none + " with a signature",
              "alg",
              forge -> forge.header(h -> h.put("alg", none)).signAs("RS256")));
    }
    for (String other : List.of("HS256", "rs256", "RS1", "RS384", "PS256", "", " RS256")) {
      attacks.add(
          new Attack(
              "alg `" + other + "`, which the provider does not use",
              "alg",
              forge -> forge.header(h -> h.put("alg", other)).signAs("RS256")));
    }
    attacks.add(
        new Attack("no alg", "alg", forge -> forge.header(h -> h.remove("alg")).signAs("RS256")));
    attacks.add(
        new Attack(
            "a list of algs",
            "alg",
            forge -> forge.header(h -> h.putArray("alg").add("RS256")).signAs("RS256")));
    attacks.add(
        new Attack(
            "an elliptic algorithm with an RSA key",
            "key",
            forge -> forge.header(h -> h.put("alg", "ES256")).signAs("RS256")));
    return attacks.stream();
  }

  Stream<Attack> keys() {
    return Stream.of(
        new Attack("the public key as an HMAC secret, in PEM", "alg", this::hmacWithPem),
        new Attack("the public key as an HMAC secret, as JWK", "alg", this::hmacWithJwk),
        new Attack("a stranger's key", "signature", forge -> signedBy(strangers, forge)),
        new Attack(
            "a stranger's key sent along",
            "header jwk",
            forge ->
                signedBy(
                    strangers,
                    forge.header(h -> h.putPOJO("jwk", strangers.toPublicJWK().toJSONObject())))),
        new Attack(
            "a stranger's certificate chain sent along",
            "header x5c",
            forge -> signedBy(strangers, forge.header(h -> h.putArray("x5c").add("MIIB")))),
        new Attack(
            "an address to fetch keys from",
            "header jku",
            forge ->
                signedBy(strangers, forge.header(h -> h.put("jku", stranger.issuer() + "/certs")))),
        new Attack(
            "an address to fetch a certificate from",
            "header x5u",
            forge -> signedBy(strangers, forge.header(h -> h.put("x5u", stranger.issuer())))),
        new Attack(
            "a key too short to be trusted",
            "key",
            forge -> signedBy(shortKey, forge.header(h -> h.put("kid", "short")))),
        new Attack(
            "a key published for encryption",
            "key",
            forge -> signedBy(forEncryption, forge.header(h -> h.put("kid", "enc")))),
        new Attack(
            "no kid where two keys fit",
            "key",
            forge -> signedBy(rsa, forge.header(h -> h.remove("kid")))),
        new Attack("another key's kid", "signature", forge -> forgeKid(forge, "rsa", strangers)),
        new Attack("a kid in other case", "key", forge -> forgeKid(forge, "RSA", rsa)),
        new Attack("a kid that is a path", "key", forge -> forgeKid(forge, "../../dev/null", rsa)),
        new Attack("a kid that is SQL", "kid", forge -> forgeKid(forge, "x' UNION SELECT 1", rsa)),
        new Attack("a kid that is a command", "kid", forge -> forgeKid(forge, "a |id", rsa)),
        new Attack("a kid with a line break", "kid", forge -> forgeKid(forge, "rsa\n", rsa)),
        new Attack("an empty kid", "kid", forge -> forgeKid(forge, "", rsa)),
        new Attack(
            "a kid of 129 characters", "kid", forge -> forgeKid(forge, "k".repeat(129), rsa)),
        new Attack(
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

  private static Attack header(String name, String check, Consumer<ObjectNode> change) {
    return new Attack(name, check, forge -> forge.header(change).signAs("RS256"));
  }

  static Stream<Attack> headers() {
    return Stream.of(
        header("crit with nothing in it", "header crit", h -> h.putArray("crit")),
        header("crit with what is not known", "header crit", h -> h.putArray("crit").add("x")),
        header("crit that is null", "header crit", h -> h.putNull("crit")),
        header("an unencoded payload", "header b64", h -> h.put("b64", false)),
        header("compression", "header zip", h -> h.put("zip", "DEF")),
        header("a nested token", "header cty", h -> h.put("cty", "JWT")),
        header("an access token's typ", "typ", h -> h.put("typ", "at+jwt")),
        header("a logout token's typ", "typ", h -> h.put("typ", "logout+jwt")),
        header("a DPoP proof's typ", "typ", h -> h.put("typ", "dpop+jwt")),
        header("a typ that is a number", "typ", h -> h.put("typ", 1)));
  }

  private static Attack raw(String name, String check, Function<String, String> change) {
    return new Attack(name, check, forge -> change.apply(forge.sign()));
  }

  private static Attack claimsText(String name, String check, Function<String, String> change) {
    return new Attack(
        name,
        check,
        forge ->
            forge.sign(forge.header.toString(), change.apply(forge.claims.toString()), "RS256"));
  }

  private static Attack headerText(String name, Function<String, String> change) {
    return new Attack(
        name,
        "header",
        forge ->
            forge.sign(change.apply(forge.header.toString()), forge.claims.toString(), "RS256"));
  }

  Stream<Attack> shapes() {
    return Stream.of(
        raw("a dot more", "parts", token -> token + '.'),
        raw("two dots more", "parts", token -> token + ".."),
        raw("dots without end", "parts", token -> ".".repeat(CompactToken.LONGEST)),
        raw("longer than any token", "length", token -> token + "A".repeat(1024 * 1024)),
        raw("padding", "signature", token -> token + "=="),
        raw("a line break at the end", "signature", token -> token + '\n'),
        raw("a blank in front", "header", token -> ' ' + token),
        raw(
            "Base64's own alphabet",
            "signature",
            token -> token.substring(0, token.length() - 2) + "+/"),
        raw("stray last bits", "signature", OidcAttackTest::withStrayBits),
        raw("nothing", "parts", token -> ""),
        raw("the JSON serialisation", "parts", OidcAttackTest::asJson),
        raw("no signature", "signature", token -> token.substring(0, token.lastIndexOf('.') + 1)),
        raw("half a signature", "signature", token -> token.substring(0, token.length() - 172)),
        new Attack("an encrypted token, by password", "parts", OidcAttackTest::encrypted),
        claimsText("claims that are a list", "claims", claims -> "[" + claims + "]"),
        claimsText("claims that are nothing", "claims", claims -> "null"),
        claimsText("claims with something behind", "claims", claims -> claims + "{}"),
        claimsText("sub twice", "claims", claims -> inFront(claims, "\"sub\":\"root\"")),
        claimsText(
            "sub twice, escaped", "claims", claims -> inFront(claims, "\"s\\u0075b\":\"r\"")),
        claimsText("a comment", "claims", claims -> inFront(claims, "/**/\"x\":1")),
        claimsText("not a number", "claims", claims -> inFront(claims, "\"x\":NaN")),
        claimsText("a number of 41 digits", "claims", c -> inFront(c, "\"x\":" + "1".repeat(41))),
        claimsText("JSON a hundred deep", "claims", c -> inFront(c, "\"x\":" + nested(100))),
        claimsText("JSON four thousand deep", "claims", c -> inFront(c, "\"x\":" + nested(4000))),
        claimsText("half a surrogate pair", "claims", c -> inFront(c, "\"x\":\"\\ud800\"")),
        claimsText("a byte order mark", "claims", claims -> '\ufeff' + claims),
        new Attack("claims in UTF-16", "claims", OidcAttackTest::inUtf16),
        new Attack("bytes that are no UTF-8", "claims", OidcAttackTest::inLatin1),
        headerText("alg twice", header -> inFront(header, "\"alg\":\"none\"")),
        headerText("a header that is a list", header -> "[" + header + "]"),
        headerText("a header with something behind", header -> header + " x"),
        headerText("a header a hundred deep", h -> inFront(h, "\"x\":" + nested(100))));
  }

  private static String withStrayBits(String token) {
    // 256 bytes leave four bits over in the last character; the lowest of them counts for nothing.
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    return token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
  }

  private static String asJson(String token) {
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    return "{\"payload\":\"%s\",\"signatures\":[{\"protected\":\"%s\",\"signature\":\"%s\"}]}"
        .formatted(
            token.substring(first + 1, last), token.substring(0, first), token.substring(last + 1));
  }

  private static String encrypted(Forge forge) {
    try {
      JWEObject encrypted =
          new JWEObject(
              new JWEHeader(JWEAlgorithm.PBES2_HS256_A128KW, EncryptionMethod.A128GCM),
              new Payload(forge.sign()));
      encrypted.encrypt(new PasswordBasedEncrypter("password", 8, 1000));
      return encrypted.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String inFront(String object, String member) {
    return "{" + member + "," + object.substring(1);
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static String inUtf16(Forge forge) {
    return Forge.sign(
        Forge.encode(forge.header.toString()),
        Forge.encode(forge.claims.toString().getBytes(StandardCharsets.UTF_16)),
        "RS256",
        forge.key);
  }

  private static String inLatin1(Forge forge) {
    return Forge.sign(
        Forge.encode(forge.header.toString()),
        Forge.encode(
            forge.claims.put("name", "Zoë").toString().getBytes(StandardCharsets.ISO_8859_1)),
        "RS256",
        forge.key);
  }

  private static Attack claim(String name, String check, String json) {
    return new Attack(name, check, forge -> forge.with(json).sign());
  }

  private static Attack without(String claim, String check) {
    return new Attack("no " + claim, check, forge -> forge.claims(c -> c.remove(claim)).sign());
  }

  static Stream<Attack> claims() {
    return Stream.of(
        without("sub", "sub"),
        without("aud", "aud"),
        claim("an empty sub", "sub", "{\"sub\": \"\"}"),
        claim("a sub that is a number", "sub", "{\"sub\": 7}"),
        claim("a sub that is null", "sub", "{\"sub\": null}"),
        claim("a sub that is a list", "sub", "{\"sub\": [\"alice\"]}"),
        claim("a sub of 256 characters", "sub", "{\"sub\": \"%s\"}".formatted("s".repeat(256))),
        claim("a sub with a line break", "sub", "{\"sub\": \"alice\\nroot\"}"),
        claim("a sub with a null character", "sub", "{\"sub\": \"alice\\u0000\"}"),
        claim("another audience", "aud", "{\"aud\": \"other\"}"),
        claim("an audience in other case", "aud", "{\"aud\": \"APP\"}"),
        claim("an audience that begins alike", "aud", "{\"aud\": \"app2\"}"),
        claim("an audience with a blank", "aud", "{\"aud\": \" app\"}"),
        claim("no audience at all", "aud", "{\"aud\": []}"),
        claim("an audience that is an object", "aud", "{\"aud\": {\"app\": true}}"),
        claim("an audience that is a number", "aud", "{\"aud\": 1}"),
        claim("an audience among numbers", "aud", "{\"aud\": [\"app\", 1], \"azp\": \"app\"}"),
        claim("several audiences without azp", "azp", "{\"aud\": [\"app\", \"other\"]}"),
        claim("another party's token", "azp", "{\"azp\": \"evil\"}"),
        claim("an empty azp", "azp", "{\"azp\": \"\"}"),
        claim("an azp that is a list", "azp", "{\"azp\": [\"app\"]}"));
  }

  private Attack timed(String name, String check, Consumer<ObjectNode> change) {
    return new Attack(name, check, forge -> forge.claims(change).sign());
  }

  Stream<Attack> times() {
    long now = directories.clock.instant().getEpochSecond();
    return Stream.of(
        without("exp", "exp"),
        without("iat", "iat"),
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

  private Attack issuer(String name, Function<String, String> change) {
    return new Attack(
        name,
        "provider",
        forge -> forge.claims(c -> c.put("iss", change.apply(server.issuer()))).sign());
  }

  Stream<Attack> issuers() {
    return Stream.of(
        issuer("another issuer", issuer -> "https://idp.example.com"),
        issuer("a slash more", issuer -> issuer + '/'),
        issuer("a realm beside it", issuer -> issuer + "2"),
        issuer("another scheme", issuer -> issuer.replace("http:", "https:")),
        issuer("no scheme", issuer -> issuer.replace("http://", "")),
        issuer("other case", issuer -> issuer.replace("realms", "REALMS")),
        issuer("an empty issuer", issuer -> ""),
        issuer("a very long issuer", issuer -> issuer + "/".repeat(300)),
        new Attack("no issuer", "provider", forge -> forge.claims(c -> c.remove("iss")).sign()),
        claim("an issuer in a list", "provider", "{\"iss\": [\"x\"]}"),
        new Attack(
            "another known issuer's name with this one's key",
            "signature",
            forge -> forge.claims(c -> c.put("iss", stranger.issuer())).sign()),
        new Attack(
            "this issuer's name with another known issuer's key",
            "signature",
            forge -> signedBy(strangers, forge)));
  }

  Stream<Attack> ellipticSignatures() {
    return Stream.of(
        elliptic("r and s zero", bytes -> new byte[64]),
        elliptic("s zero", bytes -> half(bytes, 0)),
        elliptic("r zero", bytes -> half(bytes, 32)),
        elliptic("r and s the order", bytes -> orders()),
        elliptic("an empty sequence in DER", bytes -> new byte[] {0x30, 0}),
        elliptic("a byte short", bytes -> Arrays.copyOf(bytes, 63)),
        elliptic("a byte long", bytes -> Arrays.copyOf(bytes, 65)),
        new Attack(
            "a stranger's key on the same curve",
            "signature",
            forge ->
                Forge.sign(
                    Forge.encode(ellipticToken().header.toString()),
                    Forge.encode(forge.claims.toString()),
                    "ES256",
                    strangersElliptic)));
  }

  private Attack elliptic(String name, Function<byte[], byte[]> change) {
    return new Attack(
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
