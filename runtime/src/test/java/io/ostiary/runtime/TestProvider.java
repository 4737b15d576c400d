package io.ostiary.runtime;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An OpenID Connect provider that lets everybody in as alice, and minds the rules otherwise. */
final class TestProvider implements AutoCloseable {
  private final HttpServer server;
  private final RSAKey key;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

  /** Put over the claims of the next tokens. */
  final Map<String, Object> claims = new ConcurrentHashMap<>();

  TestProvider() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/.well-known/openid-configuration", this::discovery);
    server.createContext("/certs", exchange -> answer(exchange, 200, keys()));
    server.createContext("/token", this::token);
    server.start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private String keys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  private void discovery(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        ("{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/certs\",\"authorization_endpoint\":\"%1$s/auth\","
                + "\"token_endpoint\":\"%1$s/token\",\"end_session_endpoint\":\"%1$s/logout\",\"authorization_response_iss_parameter_supported\":true}")
            .formatted(issuer()));
  }

  /** What its page does, once alice has typed her password: the way back, with a code. */
  URI signIn(URI asked) {
    Map<String, String> request = parameters(asked.getRawQuery());
    if (!asked.toString().startsWith(issuer() + "/auth?")
        || !"code".equals(request.get("response_type"))
        || !"S256".equals(request.get("code_challenge_method"))
        || !"openid".equals(request.get("scope"))) {
      throw new AssertionError(asked);
    }
    String code = UUID.randomUUID().toString();
    codes.put(code, request);
    return URI.create(
        "%s?code=%s&state=%s&iss=%s"
            .formatted(request.get("redirect_uri"), code, request.get("state"), issuer()));
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> request = codes.remove(form.getOrDefault("code", ""));
    if (request != null && isItsCode(request, form)) {
      answer(exchange, 200, "{\"id_token\":\"" + idToken(request) + "\"}");
    } else {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
    }
  }

  private static boolean isItsCode(Map<String, String> request, Map<String, String> form) {
    return Objects.equals(request.get("redirect_uri"), form.get("redirect_uri"))
        && Objects.equals(request.get("client_id"), form.get("client_id"))
        && Objects.equals(
            request.get("code_challenge"), sha256(form.getOrDefault("code_verifier", "")));
  }

  private String idToken(Map<String, String> request) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> all = new HashMap<>();
    all.put("iss", issuer());
    all.put("sub", "alice");
    all.put("aud", request.getOrDefault("client_id", ""));
    all.put("nonce", request.getOrDefault("nonce", ""));
    all.put("sid", "login-1");
    all.put("jti", UUID.randomUUID().toString());
    all.put("iat", now);
    all.put("exp", now + 300);
    all.putAll(claims);
    return signed("JWT", all);
  }

  /** What its server sends ours when somebody signs out there, some claims put over it. */
  String logoutToken(String type, Map<String, Object> over) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> all = new HashMap<>();
    all.put("iss", issuer());
    all.put("aud", "pages");
    all.put("iat", now);
    all.put("exp", now + 120);
    all.put("jti", UUID.randomUUID().toString());
    all.put("sub", "alice");
    all.put("sid", "login-1");
    all.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    all.putAll(over);
    all.values().removeIf("absent"::equals);
    return signed(type, all);
  }

  private String signed(String type, Map<String, Object> all) {
    try {
      JWSObject token =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID("k1")
                  .type(new JOSEObjectType(type))
                  .build(),
              new Payload(all));
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String sha256(String text) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
