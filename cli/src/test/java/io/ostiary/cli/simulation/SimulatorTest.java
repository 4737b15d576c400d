package io.ostiary.cli.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of cases and of lines beside this test, and what a stream of lines must bear. */
class SimulatorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NOT_OF_THE_CASE =
      Set.of(
          "name", "decision", "by", "pointer", "says", "code", "condition", "role", "answeredId");

  /** What a row leaves out: alice asks to read an object of her account, and may do anything. */
  private static final String USUAL =
      """
      {"id": "one",
       "request": {"principal": "arn:aws:iam::111122223333:user/alice", "action": "s3:GetObject",
                   "resource": {"arn": "arn:aws:s3:::b/k", "accountId": "111122223333"}},
       "identityPolicies": [{"Version": "2012-10-17",
                             "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]}
      """;

  static Stream<JsonNode> cases() {
    return table("cases");
  }

  static Stream<JsonNode> lines() {
    return table("lines");
  }

  private static Stream<JsonNode> table(String name) {
    try (InputStream in = SimulatorTest.class.getResourceAsStream(name + ".json")) {
      ArrayNode rows = (ArrayNode) JSON.readTree(Objects.requireNonNull(in, name));
      return StreamSupport.stream(rows.spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answers(JsonNode row) throws IOException {
    JsonNode answer = JSON.readTree(simulate(usual(row).toString()));
    String name = row.get("name").textValue();
    assertThat(answer.path("decision").asText()).as(name).isEqualTo(row.get("decision").asText());
    assertThat(answer.has("id")).isEqualTo(!row.has("answeredId"));
    if (row.has("by")) {
      assertThat(answer.get("by")).as(name).isEqualTo(row.get("by"));
    }
    assertThat(answer.has("findings")).isEqualTo(row.has("says"));
    if (row.has("says")) {
      assertFinding(row, answer.get("findings").get(0));
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void answersEachLineThatCannotBeRead(JsonNode row) throws IOException {
    JsonNode answer = JSON.readTree(simulate(row.get("line").textValue()));
    assertThat(answer.get("decision").asText()).isEqualTo("Malformed");
    assertThat(answer.path("id").toString()).isEqualTo(row.path("id").asText());
    JsonNode finding = answer.get("findings").get(0);
    assertFinding(row, finding);
    if (row.has("column")) {
      assertThat(finding.get("column")).isEqualTo(row.get("column"));
    }
  }

  private static void assertFinding(JsonNode row, JsonNode finding) {
    String name = row.get("name").textValue();
    assertThat(finding.get("message").asText()).as(name).contains(row.get("says").asText());
    assertThat(finding.get("line").asInt()).isEqualTo(1);
    if (row.has("pointer")) {
      assertThat(finding.get("pointer").asText()).as(name).isEqualTo(row.get("pointer").asText());
    }
    if (row.has("code")) {
      assertThat(finding.get("code")).isEqualTo(row.get("code"));
    }
  }

  private static ObjectNode usual(JsonNode row) throws IOException {
    ObjectNode usual = (ObjectNode) JSON.readTree(USUAL);
    ObjectNode request = (ObjectNode) usual.get("request");
    if (row.has("role")) {
      request.put("action", "sts:AssumeRole");
      request.putObject("resource").put("arn", "arn:aws:iam::111122223333:role/target");
    }
    if (row.has("condition")) {
      ObjectNode statement = (ObjectNode) usual.at("/identityPolicies/0/Statement");
      statement.set("Condition", row.get("condition"));
    }
    for (var member : row.properties()) {
      if (member.getKey().equals("request") && member.getValue().isObject()) {
        request.setAll((ObjectNode) member.getValue());
      } else if (!NOT_OF_THE_CASE.contains(member.getKey())) {
        usual.set(member.getKey(), member.getValue());
      }
    }
    return usual;
  }

  private static String simulate(String input) throws IOException {
    return simulate((input + '\n').getBytes(UTF_8));
  }

  private static String simulate(byte[] input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Simulator(new PolicyShelf(64 << 20)).run(new ByteArrayInputStream(input), out);
    return out.toString(UTF_8);
  }

  @Test
  void answersInOrderOneALineAndGoesOnAfterAFault() throws IOException {
    String usual = JSON.readTree(USUAL).toString();
    String answers = simulate(usual + "\n{\n\r\n" + usual.replace("one", "two") + "\r\n" + usual);
    assertThat(answers.lines().map(SimulatorTest::decision))
        .containsExactly("one Allowed", " Malformed", " Malformed", "two Allowed", "one Allowed");
    assertThat(answers).endsWith("}\n");
  }

  private static String decision(String answer) {
    try {
      JsonNode json = JSON.readTree(answer);
      return json.path("id").asText() + ' ' + json.get("decision").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void findsEveryFaultOfAPolicy() throws IOException {
    String broken =
        "{\"Statement\": [{\"Effect\": \"x\", \"Action\": \"y\", \"Resource\": \"z\"}]}";
    ObjectNode usual = (ObjectNode) JSON.readTree(USUAL);
    ((ArrayNode) usual.get("identityPolicies")).set(0, JSON.readTree(broken));
    List<String> pointers = new ArrayList<>();
    JSON.readTree(simulate(usual.toString()))
        .get("findings")
        .forEach(finding -> pointers.add(finding.get("pointer").asText()));
    assertThat(pointers)
        .contains(
            "/identityPolicies/0/Statement/0/Effect", "/identityPolicies/0/Statement/0/Action");
  }

  @Test
  void refusesALineThatIsTooLongAndGoesOn() throws IOException {
    byte[] line = new byte[Simulator.MAX_LINE + 1];
    Arrays.fill(line, (byte) ' ');
    byte[] start = "{\"id\": 5, \"x\": \"".getBytes(UTF_8);
    System.arraycopy(start, 0, line, 0, start.length);
    String next = '\n' + JSON.readTree(USUAL).toString();
    byte[] input = Arrays.copyOf(line, line.length + next.length());
    System.arraycopy(next.getBytes(UTF_8), 0, input, line.length, next.length());
    assertThat(simulate(input).lines().map(SimulatorTest::decision))
        .containsExactly("5 Malformed", "one Allowed");
  }

  @Test
  void readsALineThatIsAsLongAsMayBe() throws IOException {
    String usual = JSON.readTree(USUAL).toString();
    byte[] line = new byte[Simulator.MAX_LINE];
    Arrays.fill(line, (byte) ' ');
    System.arraycopy(usual.getBytes(UTF_8), 0, line, 0, usual.length());
    assertThat(simulate(line).lines().map(SimulatorTest::decision)).containsExactly("one Allowed");
  }

  @Test
  void refusesALineOfTooManyValues() throws IOException {
    String answer = simulate("{\"id\": 5, \"request\": [" + "1,".repeat(200_000) + "1]}");
    assertThat(answer).contains("\"id\":5").contains("more than 100000 values");
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    byte[] input = "{\"id\": 5, \"x\": \"?\"}".getBytes(UTF_8);
    input[16] = (byte) 0xFF;
    JsonNode answer = JSON.readTree(simulate(input));
    assertThat(answer.get("id").asInt()).isEqualTo(5);
    assertThat(answer.at("/findings/0/message").asText()).contains("not UTF-8");
    assertThat(answer.at("/findings/0/column").asInt()).isEqualTo(17);
  }

  @Test
  void answersAtOnceWhoeverWaits() throws Exception {
    PipedOutputStream questions = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(questions);
    PipedInputStream answers = new PipedInputStream();
    PipedOutputStream out = new PipedOutputStream(answers);
    Thread simulator = new Thread(() -> simulate(in, out));
    simulator.start();
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(answers, UTF_8))) {
      for (int i = 0; i < 3; i++) {
        questions.write("{\"id\": %s}\n".formatted(i).getBytes(UTF_8));
        questions.flush();
        assertThat(reader.readLine()).startsWith("{\"id\":" + i + ",");
      }
      questions.close();
      assertThat(reader.readLine()).isNull();
    }
    simulator.join();
  }

  private static void simulate(InputStream in, OutputStream out) {
    try {
      new Simulator(new PolicyShelf(64 << 20)).run(in, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
