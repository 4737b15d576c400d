package io.ostiary.endpoint.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation refuses what its parameters may not be: {@code validation.json}. */
class ValidationTest {
  @TempDir static Path directory;
  private static Installation installation;

  @BeforeAll
  static void open() {
    installation = new Installation(directory);
    installation.user("/", "alice");
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  static Stream<Arguments> cases() throws IOException {
    try (InputStream in = ValidationTest.class.getResourceAsStream("validation.json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(cases.spliterator(), false)
          .map(
              one ->
                  Arguments.of(
                      one.path("action").asText() + ": " + one.path("name").asText(),
                      one.path("action").asText(),
                      fields(one.path("form")),
                      one.path("message").asText()));
    }
  }

  /** A value {@code [text, count]} is that text so many times. */
  private static String[] fields(JsonNode form) {
    List<String> fields = new ArrayList<>();
    form.properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              fields.add(field.getKey());
              fields.add(
                  value.isArray()
                      ? value.get(0).asText().repeat(value.get(1).asInt())
                      : value.asText());
            });
    return fields.toArray(String[]::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void refuses(String name, String action, String[] fields, String message) {
    long revision = installation.directory().snapshot().revision();
    Answer answer = installation.iam(action, fields);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("Error/Code")).isEqualTo("ValidationError");
    assertThat(answer.text("Error/Message")).contains(message);
    assertThat(installation.directory().snapshot().revision()).isEqualTo(revision);
  }
}
