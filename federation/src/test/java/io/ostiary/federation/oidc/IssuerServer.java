package io.ostiary.federation.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An issuer's server: its discovery document and its keys, or what one asks it to answer. */
final class IssuerServer implements AutoCloseable {

  /** Answers in place of the server's own. */
  interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);

  final AtomicInteger keyFetches = new AtomicInteger();
  volatile String keys = "{\"keys\": []}";
  volatile String discovery;
  volatile @Nullable Answer instead;

  /** Further addresses, by the end of their path. */
  final Map<String, Answer> more = new ConcurrentHashMap<>();

  IssuerServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    discovery = "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/certs\"}".formatted(issuer(), issuer());
    server.setExecutor(executor);
    server.createContext("/", this::answer);
    server.start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/iam";
  }

  void publish(JWK... published) {
    keys = new JWKSet(List.of(published)).toString(true);
  }

  static void say(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  void hang(HttpExchange exchange) {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      while (true) {
        body.write(new byte[64 * 1024]);
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/certs")) {
      keyFetches.incrementAndGet();
    }
    Answer other = instead;
    if (other != null) {
      other.give(exchange);
      return;
    }
    Answer own = more.get(path.substring(path.lastIndexOf('/')));
    if (own != null) {
      own.give(exchange);
      return;
    }
    boolean known = path.endsWith("/certs") || path.endsWith("/.well-known/openid-configuration");
    byte[] body = (path.endsWith("/certs") ? keys : discovery).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(known ? 200 : 404, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    executor.shutdownNow();
  }
}
