package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a trace says, as an administrator reads it; line breaks and indents aside. */
class TraceTest {

  static Stream<DecisionCase> cases() {
    return DecisionCase.of("traces");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void says(DecisionCase one) {
    DecisionTrace trace = Authorizer.trace(one.request(), one.policies());

    assertThat(one.outcome()).isEqualTo(one.expected());
    String text = trace.toString().replaceAll("\\s+", " ");
    one.json().get("says").forEach(words -> assertThat(text).contains(words.textValue()));
    if (one.json().has("remedies")) {
      assertThat(trace.remedies())
          .as(trace.toString())
          .hasSize(one.json().get("remedies").intValue());
    }
  }

  @Test
  void namesEachCaseOnce() {
    assertThat(cases().map(DecisionCase::toString)).doesNotHaveDuplicates();
  }
}
