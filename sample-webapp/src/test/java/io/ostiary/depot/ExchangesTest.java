package io.ostiary.depot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the exchanges of {@code exchanges/*.json}: each is a list of steps, a step a request and
 * what is expected of the answer. {@code ${name}} stands for what an earlier step's {@code keep}
 * found; {@code repeat} sends the body that often.
 */
class ExchangesTest {
  private static final List<String> TABLES =
      List.of(
          "buckets",
          "objects",
          "listing",
          "multipart",
          "checksums",
          "policies",
          "tags",
          "acls",
          "pages");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path data;
  private static RunningDepot depot;

  @BeforeAll
  static void start() {
    depot = RunningDepot.start(data);
  }

  @AfterAll
  static void stop() {
    depot.close();
  }

  @TestFactory
  Stream<DynamicTest> answersAsTheTablesSay() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String table : TABLES) {
      try (InputStream json =
          Objects.requireNonNull(
              ExchangesTest.class.getResourceAsStream("exchanges/" + table + ".json"))) {
        for (JsonNode exchange : new ObjectMapper().readTree(json)) {
          String name = table + ": " + exchange.path("name").asText();
          tests.add(DynamicTest.dynamicTest(name, () -> run(exchange)));
        }
      }
    }
    return tests.stream();
  }

  private static void run(JsonNode exchange) throws IOException, InterruptedException {
    Map<String, String> kept = new HashMap<>();
    for (JsonNode step : exchange.path("steps")) {
      run(step, kept);
    }
  }

  private static void run(JsonNode step, Map<String, String> kept)
      throws IOException, InterruptedException {
    String line = filled(step.path("send").asText(), kept);
    HttpResponse<byte[]> answer =
        CLIENT.send(request(step, line, kept), HttpResponse.BodyHandlers.ofByteArray());
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as("%s%n%s", line, body).isEqualTo(step.path("status").asInt());
    if (step.has("code")) {
      assertThat(body).as(line).contains("<Code>" + step.path("code").asText() + "</Code>");
    }
    if (step.has("answer")) {
      assertThat(body).as(line).isEqualTo(filled(step.path("answer").asText(), kept));
    }
    step.path("has")
        .forEach(text -> assertThat(body).as(line).contains(filled(text.asText(), kept)));
    step.path("lacks").forEach(text -> assertThat(body).as(line).doesNotContain(text.asText()));
    step.path("answerHeaders")
        .properties()
        .forEach(
            header ->
                assertThat(answer.headers().firstValue(header.getKey()).orElse("absent"))
                    .as("%s: %s", line, header.getKey())
                    .isEqualTo(filled(header.getValue().asText(), kept)));
    step.path("keep")
        .properties()
        .forEach(one -> kept.put(one.getKey(), found(one.getValue().asText(), body)));
  }

  private static HttpRequest request(JsonNode step, String line, Map<String, String> kept) {
    int space = line.indexOf(' ');
    String body = filled(step.path("body").asText(), kept).repeat(step.path("repeat").asInt(1));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(depot.uri(line.substring(space + 1)))
            .timeout(PATIENCE)
            .expectContinue(step.path("expectContinue").asBoolean())
            .method(
                line.substring(0, space),
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    step.path("headers")
        .properties()
        .forEach(
            header -> request.header(header.getKey(), filled(header.getValue().asText(), kept)));
    return request.build();
  }

  private static String found(String pattern, String body) {
    Matcher matcher = Pattern.compile(pattern).matcher(body);
    assertThat(matcher.find()).as("%s in %s", pattern, body).isTrue();
    return matcher.group(1);
  }

  private static String filled(String text, Map<String, String> kept) {
    String filled = text;
    for (Map.Entry<String, String> one : kept.entrySet()) {
      filled = filled.replace("${" + one.getKey() + "}", one.getValue());
    }
    return filled;
  }
}
