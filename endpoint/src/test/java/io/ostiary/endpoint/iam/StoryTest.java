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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What administrators do, call by call: {@code stories.json}. A step sends a form and expects texts
 * at paths below the operation's result, all of them in order, or an error's code; {@code keep}
 * takes a text for later steps, which write it {@code <name>}.
 */
class StoryTest {
  @TempDir Path directory;

  static Stream<Arguments> stories() throws IOException {
    try (InputStream in = StoryTest.class.getResourceAsStream("stories.json")) {
      JsonNode stories = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(stories.spliterator(), false)
          .map(story -> Arguments.of(story.path("name").asText(), story.path("steps")));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void goes(String name, JsonNode steps) {
    try (Installation installation = new Installation(directory)) {
      Map<String, String> kept = new HashMap<>();
      kept.put("account", Installation.ACCOUNT);
      for (JsonNode step : steps) {
        String action = step.path("do").asText();
        Answer answer = installation.iam(action, fields(step.path("with"), kept));
        check(step, action, answer, kept);
      }
    }
  }

  private static void check(JsonNode step, String action, Answer answer, Map<String, String> kept) {
    if (step.has("refused")) {
      assertThat(answer.status()).as(answer.body()).isGreaterThanOrEqualTo(400);
      assertThat(answer.text("Error/Code"))
          .as(step.toString())
          .isEqualTo(step.path("refused").asText());
      assertThat(answer.text("Error/Message"))
          .contains(filled(step.path("because").asText(), kept));
      return;
    }
    assertThat(answer.status()).as("%s: %s", step, answer.body()).isEqualTo(200);
    String result = action + "Result/";
    step.path("then")
        .properties()
        .forEach(
            expected ->
                assertThat(answer.texts(result + expected.getKey()))
                    .as("%s: %s", step, answer.body())
                    .isEqualTo(texts(expected.getValue(), kept)));
    step.path("keep")
        .properties()
        .forEach(one -> kept.put(one.getKey(), answer.text(result + one.getValue().asText())));
  }

  private static String[] fields(JsonNode form, Map<String, String> kept) {
    List<String> fields = new ArrayList<>();
    form.properties()
        .forEach(
            field -> {
              fields.add(field.getKey());
              JsonNode value = field.getValue();
              fields.add(filled(value.isObject() ? value.toString() : value.asText(), kept));
            });
    return fields.toArray(String[]::new);
  }

  private static List<String> texts(JsonNode expected, Map<String, String> kept) {
    List<String> texts = new ArrayList<>();
    if (expected.isArray()) {
      expected.forEach(text -> texts.add(filled(text.asText(), kept)));
    } else {
      texts.add(filled(expected.asText(), kept));
    }
    return texts;
  }

  private static String filled(String text, Map<String, String> kept) {
    String filled = text;
    for (Map.Entry<String, String> one : kept.entrySet()) {
      filled = filled.replace('<' + one.getKey() + '>', one.getValue());
    }
    return filled;
  }
}
