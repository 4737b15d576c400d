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
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A running server that is asked something. */
public final class RemoteServer {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOCKS_APART = Duration.ofSeconds(30);
  private static final String DOCTOR = "/.ostiary/doctor";

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
    HttpResponse<String> answer =
        signed("/.ostiary/decisions/" + id, json ? "application/json" : "text/plain");
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
    return answer.body();
  }

  /**
   * Has the server examined.
   *
   * @return what its doctor says; or one diagnosis made here, where nothing but the way in which
   *     the server answers says what is wrong with it
   */
  public List<Diagnosis> diagnoses() throws RefusedException {
    HttpResponse<String> answer = signed(DOCTOR, "application/json");
    boolean ours = isOurs(answer);
    if (answer.statusCode() == 200 && ours) {
      List<Diagnosis> found = Diagnosis.read(answer.body());
      return Stream.concat(found.stream(), clocks(answer).stream()).toList();
    }
    if (ours) {
      throw refused(answer);
    }
    HttpResponse<String> anonymous = send(request(DOCTOR).build());
    if (!isOurs(anonymous)) {
      return List.of(Diagnosis.notInFront(endpoint, answer.statusCode()));
    }
    return List.of(
        answer.statusCode() == 500
            ? Diagnosis.callersRefusedByServer()
            : Diagnosis.unknown(answer.statusCode()));
  }

  /** Ostiary names each of its answers. */
  private static boolean isOurs(HttpResponse<String> answer) {
    return answer.headers().firstValue("x-amzn-RequestId").isPresent();
  }

  /** What the two clocks say, if they are far from each other. */
  private Optional<Diagnosis> clocks(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Date")
        .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
        .map(theirs -> Duration.between(theirs, clock.instant()))
        .filter(difference -> difference.abs().compareTo(CLOCKS_APART) > 0)
        .map(Diagnosis::clocksApart);
  }

  private static RefusedException refused(HttpResponse<String> answer) {
    return new RefusedException(
        "the server answered %d: %s".formatted(answer.statusCode(), detail(answer.body())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(endpoint + path)).timeout(PATIENCE).GET();
  }

  private HttpResponse<String> signed(String path, String accept) throws RefusedException {
    HttpRequest.Builder request = request(path);
    Signature.headers(URI.create(endpoint + path), credentials, region, clock.instant())
        .forEach(request::header);
    return send(request.header("Accept", accept).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws RefusedException {
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .build()
          .send(request, HttpResponse.BodyHandlers.ofString());
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
