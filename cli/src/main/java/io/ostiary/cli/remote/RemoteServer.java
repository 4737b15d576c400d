package io.ostiary.cli.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** A running server that is asked something. */
public final class RemoteServer {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI endpoint;
  private final Credentials credentials;
  private final String region;
  private final InstantSource clock;

  /**
   * Names a server.
   *
   * @param endpoint where the application is, its context path included
   * @throws IllegalArgumentException if that is no link to a server
   */
  public RemoteServer(
      String endpoint, Credentials credentials, String region, InstantSource clock) {
    String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    this.endpoint = URI.create(base);
    String scheme = String.valueOf(this.endpoint.getScheme());
    if (this.endpoint.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("no http or https link: " + endpoint);
    }
    this.credentials = credentials;
    this.region = region;
    this.clock = clock;
  }

  /** The server said no, or nothing; the message says what. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Why a request was denied.
   *
   * @param id the decision's or the request's, or {@code latest}
   * @param json whether for machines
   */
  public String explanation(String id, boolean json) throws RefusedException {
    URI target = URI.create(endpoint + "/.ostiary/decisions/" + id);
    HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(PATIENCE).GET();
    Map<String, String> headers = Signature.headers(target, credentials, region, clock.instant());
    headers.forEach(request::header);
    request.header("Accept", json ? "application/json" : "text/plain");
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(PATIENCE)
              .build()
              .send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new RefusedException(
            "the server answered %d: %s".formatted(answer.statusCode(), detail(answer.body())));
      }
      return answer.body();
    } catch (IOException e) {
      throw new RefusedException(
          "`%s` does not answer (%s); is the server there?".formatted(endpoint, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted while waiting for `" + endpoint + "`");
    }
  }

  /** What a problem document says; else nothing of an answer that may be anybody's. */
  private static String detail(String body) {
    try (JsonParser json = new JsonFactory().createParser(body)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("detail")) {
          return String.valueOf(json.nextTextValue());
        }
      }
    } catch (IOException notJson) {
      // As below.
    }
    return "without saying why";
  }
}
