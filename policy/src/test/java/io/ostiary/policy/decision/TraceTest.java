package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    for (LayerTrace layer : trace.layers()) {
      for (StatementTrace statement : layer.statements()) {
        assertThat(statement.matches()).isEqualTo(layer.verdict() != LayerTrace.Verdict.SILENT);
      }
    }
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

  /** The line with all three names is as wide as a line may be, or one character wider. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | `arn:aws:s3:::first/*`, `arn:aws:s3:::second/*`, `arn:aws:s3:::third/x/*`",
        "2 | `arn:aws:s3:::first/*`, `arn:aws:s3:::second/*`,",
      })
  void breaksALineBeforeTheWordThatIsTooMuch(int length, String line) throws IOException {
    String third = "arn:aws:s3:::third/" + "x".repeat(length) + "/*";
    DecisionCase one =
        new DecisionCase(
            new ObjectMapper()
                .readTree(
                    """
                    {"resource": "arn:aws:s3:::%s",
                     "identity": [{"Resource": ["arn:aws:s3:::first/*", "arn:aws:s3:::second/*", "%s"]}]}
                    """
                        .formatted("b".repeat(68), third)));

    List<String> lines =
        Authorizer.trace(one.request(), one.policies()).toString().lines().toList();

    int first = lines.indexOf("    Resource: arn:aws:s3:::" + "b".repeat(68));
    assertThat(lines.get(first + 1)).isEqualTo("        does not match " + line);
  }
}
