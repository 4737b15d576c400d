package io.ostiary.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ostiary.policy.request.RequestContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a condition says of itself: why it holds or not, and with which values it would not. */
class ExplanationTest {

  static Stream<ConditionCase> explanations() {
    return ConditionCase.of("explanations");
  }

  static Stream<ConditionCase> changes() {
    return ConditionCase.of("changes");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("explanations")
  void saysWhyAConditionHoldsOrNot(ConditionCase one) {
    Explanation explanation = one.condition().explain(one.context());

    assertThat(explanation.reason()).isEqualTo(one.text("reason"));
    assertThat(explanation.advice()).isEqualTo(one.text("advice"));
    assertThat(explanation.holds()).isEqualTo(one.json().get("holds").booleanValue());
    assertThat(explanation.wanted()).isEqualTo(one.condition().wanted());
    assertThat(explanation)
        .hasToString(
            "condition `%s %s` is %s: %s"
                .formatted(
                    one.condition().operator(),
                    one.condition().key(),
                    one.json().get("holds"),
                    one.text("reason")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void findsValuesWithWhichItWouldBeOtherwise(ConditionCase one) {
    Condition condition = one.condition();
    RequestContext context = one.context();
    boolean toHold = !condition.holds(context);
    Map<String, JsonNode> expected = new LinkedHashMap<>();
    one.json().get("changes").properties().forEach(e -> expected.put(e.getKey(), e.getValue()));

    List<ContextChange> changes = condition.changes(context, toHold);

    assertThat(changes)
        .extracting(ContextChange::words)
        .containsExactlyElementsOf(expected.keySet());
    assertThat(changes)
        .allSatisfy(
            change -> {
              JsonNode value = Objects.requireNonNull(expected.get(change.words()));
              assertThat(change.key()).isEqualTo(condition.key());
              assertThat(change.values())
                  .isEqualTo(value.isNull() ? null : ConditionCase.values(value));
            });
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"a, a", "\"\", ``", "a b, `a b`", "\" a\", ` a`", "\"a \", `a `", "a\tb, a\\u0009b"})
  void showsATextSoThatNothingIsOverlooked(String text, String shown) {
    assertThat(Explanation.show(text)).isEqualTo(shown);
  }

  @Test
  void showsTheFirst200CharactersOfALongText() {
    assertThat(Explanation.show("a".repeat(200))).isEqualTo("a".repeat(200));
    assertThat(Explanation.show("a".repeat(201))).isEqualTo("a".repeat(200) + '…');
  }

  @Test
  void spellsAKeyAsTheTextThatHoldsIt() {
    assertThat(Explanation.spelling("x:key", "X:Key is `${X:KEY}`")).isEqualTo("X:Key");
    assertThat(Explanation.spelling("x:key", "${X:KEY}")).isEqualTo("X:KEY");
    assertThat(Explanation.spelling("x:key", "${x:other}")).isEqualTo("x:key");
  }
}
