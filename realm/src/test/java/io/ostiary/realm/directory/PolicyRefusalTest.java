package io.ostiary.realm.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.policy.document.PolicyType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of documents that IAM does not take: {@code malformed-policies.json}. */
class PolicyRefusalTest {

  static Stream<Arguments> cases() throws IOException {
    try (InputStream in = PolicyRefusalTest.class.getResourceAsStream("malformed-policies.json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(cases.spliterator(), false)
          .map(one -> Arguments.of(one.get("name").asText(), one));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void beginsInTheWordsOfAwsAndGoesOnInOurs(String name, JsonNode one) {
    JsonNode document = one.get("document");
    String text = document.isTextual() ? document.textValue() : document.toString();

    String message =
        PolicyRefusal.message(text, PolicyType.valueOf(one.get("type").asText())).orElseThrow();

    assertThat(message)
        .startsWith(one.get("says").asText())
        .contains("line 1, column ")
        .contains(one.get("then").asText());
  }

  @Test
  void isNoneForAPolicy() {
    assertThat(
            PolicyRefusal.message(
                "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}",
                PolicyType.IDENTITY))
        .isEmpty();
  }

  @Test
  void tellsTheFirstFaultsAndCountsTheOthers() {
    String message =
        PolicyRefusal.message(
                "{\"a\": 1, \"b\": 1, \"c\": 1, \"d\": 1, \"Statement\": []}", PolicyType.IDENTITY)
            .orElseThrow();

    assertThat(message).contains("`a`", "`b`", "`c`", "and 2 more to mend").doesNotContain("`d`");
  }

  @Test
  void neitherRunsOnNorControlsATerminal() {
    String hostile = "\\u001b[31m".repeat(10_000);
    String message =
        PolicyRefusal.message(
                "{\"Statement\": {\"Effect\": \"" + hostile + "\"}}", PolicyType.TRUST)
            .orElseThrow();

    assertThat(message).hasSizeLessThan(8_000).doesNotContain("\u001b");
  }
}
