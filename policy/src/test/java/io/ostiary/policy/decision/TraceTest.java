package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
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

  /** Every text of the trace stands in both forms, and nothing is lost in the one for machines. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysTheSameToMachines(DecisionCase one) throws Exception {
    DecisionTrace trace = Authorizer.trace(one.request(), one.policies());

    JsonNode json = new JsonMapper().readTree(trace.toJson());

    assertThat(json.get("decision").textValue()).isEqualTo(one.expected());
    assertThat(json.get("action").textValue()).isEqualTo(trace.action());
    assertThat(json.get("principal").textValue()).isEqualTo(trace.principal());
    assertThat(json.get("resource").textValue()).isEqualTo(trace.resource());
    assertThat(json.get("note").textValue()).isEqualTo(trace.note());
    assertThat(json.get("layers")).hasSize(trace.layers().size());
    for (int i = 0; i < trace.layers().size(); i++) {
      LayerTrace layer = trace.layers().get(i);
      JsonNode written = json.get("layers").get(i);
      assertThat(word(layer.type())).isEqualTo(written.get("type").textValue());
      assertThat(word(layer.verdict())).isEqualTo(written.get("verdict").textValue());
      assertThat(written.path("level").intValue()).isEqualTo(layer.level());
      assertThat(written.get("why").textValue()).isEqualTo(layer.why());
      assertThat(written.get("statements")).hasSize(layer.statements().size());
      for (int j = 0; j < layer.statements().size(); j++) {
        same(layer.statements().get(j), written.get("statements").get(j));
      }
    }
    assertThat(json.get("remedies")).hasSize(trace.remedies().size());
    for (int i = 0; i < trace.remedies().size(); i++) {
      List<Change> changes = trace.remedies().get(i).changes();
      for (int j = 0; j < changes.size(); j++) {
        same(changes.get(j), json.get("remedies").get(i).get(j));
      }
    }
  }

  private static void same(StatementTrace statement, JsonNode written) {
    assertThat(written.get("policy").textValue()).isEqualTo(statement.statement().policyId());
    assertThat(written.get("statement").intValue()).isEqualTo(statement.statement().index());
    assertThat(written.get("sid").textValue()).isEqualTo(statement.statement().sid());
    assertThat(written.get("line").intValue()).isEqualTo(statement.statement().line());
    assertThat(written.get("matches").booleanValue()).isEqualTo(statement.matches());
    assertThat(written.get("elements")).hasSize(statement.elements().size());
    for (int i = 0; i < statement.elements().size(); i++) {
      ElementTrace element = statement.elements().get(i);
      JsonNode here = written.get("elements").get(i);
      assertThat(here.get("element").textValue()).isEqualTo(element.element());
      assertThat(here.get("matches").booleanValue()).isEqualTo(element.matches());
      assertThat(here.get("reason").textValue()).isEqualTo(element.reason());
      assertThat(here.get("advice").textValue()).isEqualTo(element.advice());
    }
  }

  private static void same(Change change, JsonNode written) throws Exception {
    assertThat(written.get("do").textValue()).isEqualTo(change.words());
    if (change instanceof Change.AddStatement addition) {
      assertThat(written.get("type").textValue()).isEqualTo(word(addition.type()));
      assertThat(written.path("level").intValue()).isEqualTo(addition.level());
      assertThat(written.get("add")).isEqualTo(new JsonMapper().readTree(addition.statement()));
    } else if (change instanceof Change.StopDenying deny) {
      assertThat(written.get("type").textValue()).isEqualTo(word(deny.statement().type()));
      assertThat(written.path("level").intValue()).isEqualTo(deny.level());
      assertThat(written.get("policy").textValue()).isEqualTo(deny.statement().policyId());
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
