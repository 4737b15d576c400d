package io.ostiary.issuer;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** An issuer of OpenID Connect tokens on this machine: what any build server or cluster has. */
public final class SmallIssuer implements AutoCloseable {
  private final HttpServer server;
  private final KeyPair keys;

  public SmallIssuer() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(
        "/.well-known/openid-configuration",
        "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(url(), url()));
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    answer(
        "/keys",
        "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"one\", \"use\": \"sig\", \"n\": \"%s\", \"e\": \"%s\"}]}"
            .formatted(unsigned(key.getModulus()), unsigned(key.getPublicExponent())));
    server.start();
  }

  private void answer(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A token of somebody, for an audience, with more claims (each ended by a comma). */
  public String token(String subject, String audience, String more)
      throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    String signed =
        encode("{\"alg\": \"RS256\", \"typ\": \"JWT\", \"kid\": \"one\"}")
            + '.'
            + encode(
                "{%s\"iss\": \"%s\", \"sub\": \"%s\", \"aud\": \"%s\", \"iat\": %d, \"exp\": %d}"
                    .formatted(more, url(), subject, audience, now, now + 600));
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initSign(keys.getPrivate());
    rsa.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + '.' + encode(rsa.sign());
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return encode(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
