package io.ostiary.federation.oidc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Fetches what issuers publish. It follows no redirect, waits a few seconds, reads so many bytes,
 * and asks no address by which a cloud hands out its secrets.
 */
final class IssuerHttp {
  private static final int MOST_BYTES = 128 * 1024;
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int OK = 200;

  /** Where EC2's metadata are served by IPv6; the others are link-local. */
  private static final String METADATA_V6 = "fd00:ec2:0:0:0:0:0:254";

  private final HttpClient client;
  private final X509TrustManager trusted;

  IssuerHttp(X509TrustManager trusted) {
    this.trusted = trusted;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(context(trusted));
    ProxySelector proxies = ProxySelector.getDefault();
    this.client = (proxies == null ? builder : builder.proxy(proxies)).build();
  }

  private static SSLContext context(X509TrustManager trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trusted}, null);
      return context;
    } catch (NoSuchAlgorithmException | KeyManagementException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  /**
   * The body of an answer with status 200.
   *
   * @param thumbprints digests of certificates, one of which must be on the path by which the
   *     server is trusted, if there are any
   */
  byte[] get(URI address, Collection<String> thumbprints) throws IOException {
    return send(HttpRequest.newBuilder(address).GET(), address, thumbprints);
  }

  /**
   * The same of a form that is sent.
   *
   * @param proof an Authorization header's value that says which client sends it; empty for none
   */
  byte[] post(URI address, Map<String, String> form, String proof, Collection<String> thumbprints)
      throws IOException {
    String body =
        form.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + '='
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!proof.isEmpty()) {
      request.header("Authorization", proof);
    }
    return send(request, address, thumbprints);
  }

  private byte[] send(HttpRequest.Builder begun, URI address, Collection<String> thumbprints)
      throws IOException {
    requireHarmless(address);
    HttpRequest request = begun.timeout(ANSWER).header("Accept", "application/json").build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new CappedBody(MOST_BYTES));
    HttpResponse<byte[]> response = await(address, answer);
    if (response.statusCode() != OK) {
      throw new IOException(
          "`%s` answers with status %s, not 200".formatted(address, response.statusCode()));
    }
    if (!thumbprints.isEmpty()) {
      requirePinned(address, response, thumbprints);
    }
    return response.body();
  }

  private static HttpResponse<byte[]> await(
      URI address, CompletableFuture<HttpResponse<byte[]>> answer) throws IOException {
    try {
      // The request's own timeout ends with the head of the answer.
      return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(
          "`%s` has not answered within %s s".formatted(address, ANSWER.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new IOException("`%s` cannot be fetched: %s".formatted(address, e.getCause()), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fetching `%s`".formatted(address), e);
    }
  }

  private static void requireHarmless(URI address) throws IOException {
    try {
      for (InetAddress resolved : InetAddress.getAllByName(address.getHost())) {
        if (resolved.isLinkLocalAddress()
            || resolved.isAnyLocalAddress()
            || resolved.isMulticastAddress()
            || resolved.getHostAddress().equals(METADATA_V6)) {
          throw new IOException(
              "`%s` resolves to `%s`, which no issuer has"
                  .formatted(address.getHost(), resolved.getHostAddress()));
        }
      }
    } catch (UnknownHostException e) {
      throw new IOException("no address is known of `%s`".formatted(address.getHost()), e);
    }
  }

  private void requirePinned(
      URI address, HttpResponse<byte[]> response, Collection<String> thumbprints)
      throws IOException {
    if (response.sslSession().isEmpty()) {
      throw new IOException(
          "`%s` has no certificate, yet thumbprints are set; remove them".formatted(address));
    }
    List<X509Certificate> path =
        TrustPath.of(
            response.sslSession().get().getPeerCertificates(), trusted.getAcceptedIssuers());
    if (!TrustPath.holdsAny(path, thumbprints)) {
      throw new IOException(
          "no certificate of `%s` has one of the thumbprints %s"
              .formatted(address.getHost(), thumbprints));
    }
  }
}
