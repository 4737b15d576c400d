package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A way to get a token accepted that the issuer did not mean, made of a good one by whoever has the
 * issuer's key or needs none.
 *
 * @param check the beginning of what stops it
 */
record OidcAttack(String name, String check, Function<Forge, String> token) {
  @Override
  public String toString() {
    return name;
  }

  private static OidcAttack unsigned(String algorithm) {
    return new OidcAttack(
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

  static Stream<OidcAttack> algorithms() {
    List<OidcAttack> attacks = new ArrayList<>();
    for (String none : List.of("none", "None", "NONE", "nOnE")) {
      attacks.add(unsigned(none));
      attacks.add(
          new OidcAttack(
              "alg " + none + " with a signature",
              "alg",
              forge -> forge.header(h -> h.put("alg", none)).signAs("RS256")));
    }
    for (String other : List.of("HS256", "rs256", "RS1", "RS384", "PS256", "", " RS256")) {
      attacks.add(
          new OidcAttack(
              "alg `" + other + "`, which the provider does not use",
              "alg",
              forge -> forge.header(h -> h.put("alg", other)).signAs("RS256")));
    }
    attacks.add(
        new OidcAttack(
            "no alg", "alg", forge -> forge.header(h -> h.remove("alg")).signAs("RS256")));
    attacks.add(
        new OidcAttack(
            "a list of algs",
            "alg",
            forge -> forge.header(h -> h.putArray("alg").add("RS256")).signAs("RS256")));
    attacks.add(
        new OidcAttack(
            "an elliptic algorithm with an RSA key",
            "key",
            forge -> forge.header(h -> h.put("alg", "ES256")).signAs("RS256")));
    return attacks.stream();
  }

  private static OidcAttack header(String name, String check, Consumer<ObjectNode> change) {
    return new OidcAttack(name, check, forge -> forge.header(change).signAs("RS256"));
  }

  static Stream<OidcAttack> headers() {
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

  private static OidcAttack raw(String name, String check, Function<String, String> change) {
    return new OidcAttack(name, check, forge -> change.apply(forge.sign()));
  }

  private static OidcAttack claimsText(String name, String check, Function<String, String> change) {
    return new OidcAttack(
        name,
        check,
        forge ->
            forge.sign(forge.header.toString(), change.apply(forge.claims.toString()), "RS256"));
  }

  private static OidcAttack headerText(String name, Function<String, String> change) {
    return new OidcAttack(
        name,
        "header",
        forge ->
            forge.sign(change.apply(forge.header.toString()), forge.claims.toString(), "RS256"));
  }

  static Stream<OidcAttack> shapes() {
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
        raw("stray last bits", "signature", OidcAttack::withStrayBits),
        raw("nothing", "parts", token -> ""),
        raw("the JSON serialisation", "parts", OidcAttack::asJson),
        raw("no signature", "signature", token -> token.substring(0, token.lastIndexOf('.') + 1)),
        raw("half a signature", "signature", token -> token.substring(0, token.length() - 172)),
        new OidcAttack("an encrypted token, by password", "parts", OidcAttack::encrypted),
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
        new OidcAttack("claims in UTF-16", "claims", OidcAttack::inUtf16),
        new OidcAttack("bytes that are no UTF-8", "claims", OidcAttack::inLatin1),
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

  static OidcAttack claim(String name, String check, String json) {
    return new OidcAttack(name, check, forge -> forge.with(json).sign());
  }

  static OidcAttack without(String claim, String check) {
    return new OidcAttack("no " + claim, check, forge -> forge.claims(c -> c.remove(claim)).sign());
  }

  static Stream<OidcAttack> claims() {
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
}
