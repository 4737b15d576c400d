package io.ostiary.federation.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;

/** Makes tokens: good ones, and others out of them. */
final class Forge {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final JWK key;
  final ObjectNode header = MAPPER.createObjectNode();
  final ObjectNode claims = MAPPER.createObjectNode();

  /** A good token of an issuer for audience {@code app}, signed with a key. */
  Forge(String issuer, JWK key, String algorithm, Instant now) {
    this.key = key;
    header.put("alg", algorithm).put("typ", "JWT").put("kid", key.getKeyID());
    claims
        .put("iss", issuer)
        .put("sub", "7d9c6a1e-alice")
        .put("aud", "app")
        .put("jti", "token-1")
        .put("iat", now.getEpochSecond())
        .put("exp", now.getEpochSecond() + 300);
  }

  Forge claims(Consumer<ObjectNode> change) {
    change.accept(claims);
    return this;
  }

  Forge header(Consumer<ObjectNode> change) {
    change.accept(header);
    return this;
  }

  /** The claims as JSON, merged into those there are. */
  Forge with(String json) {
    claims.setAll(object(json));
    return this;
  }

  static ObjectNode object(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  String sign() {
    return signAs(header.path("alg").asText());
  }

  String signAs(String algorithm) {
    return sign(header.toString(), claims.toString(), algorithm);
  }

  /** Texts that need not be JSON, signed as they are. */
  String sign(String headerText, String claimsText, String algorithm) {
    return sign(encode(headerText), encode(claimsText), algorithm, key);
  }

  static String sign(String encodedHeader, String encodedClaims, String algorithm, JWK key) {
    String signed = encodedHeader + '.' + encodedClaims;
    try {
      JWSSigner signer =
          key instanceof RSAKey rsa
              ? new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
              : new ECDSASigner((ECKey) key);
      return signed
          + '.'
          + signer.sign(
              new JWSHeader(JWSAlgorithm.parse(algorithm)),
              signed.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
