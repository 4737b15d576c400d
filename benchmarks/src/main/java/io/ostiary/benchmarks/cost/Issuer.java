package io.ostiary.benchmarks.cost;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;

/** An OpenID Connect issuer on this machine, with one key of RSA. */
public final class Issuer implements AutoCloseable {
  /** Whom its tokens are for. */
  public static final String AUDIENCE = "records";

  private static final int BITS = 2048;
  private static final int HOUR = 3600;

  private final HttpServer server;
  private final RSAKey key;

  private Issuer(HttpServer server, RSAKey key) {
    this.server = server;
    this.key = key;
  }

  /** Starts one. */
  public static Issuer start() throws IOException, JOSEException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Issuer issuer = new Issuer(server, new RSAKeyGenerator(BITS).keyID("one").generate());
    issuer.say(
        "/.well-known/openid-configuration",
        "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(issuer.url(), issuer.url()));
    issuer.say("/keys", new JWKSet(issuer.key.toPublicJWK()).toString(true));
    server.start();
    return issuer;
  }

  private void say(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  /** What its tokens call it. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What its signatures are verified by. */
  public RSAPublicKey publicKey() throws JOSEException {
    return key.toRSAPublicKey();
  }

  /** An access token of an hour's life. */
  public String token() throws JOSEException {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(url())
                .subject("7d9c6a1e-lucy")
                .audience(AUDIENCE)
                .claim("azp", "gui")
                .claim("scope", "records.read")
                .claim("client_id", "gui")
                .jwtID("token-1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(HOUR)))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
