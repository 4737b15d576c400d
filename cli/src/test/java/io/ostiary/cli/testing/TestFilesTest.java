package io.ostiary.cli.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.ostiary.cli.simulation.PolicyShelf;
import io.ostiary.cli.tree.DocumentFile;
import io.ostiary.cli.tree.MalformedException;
import io.ostiary.cli.tree.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policy tests that pass, that fail, and files that are none. */
class TestFilesTest {
  private static final String ALLOW_ALL =
      "{Version: '2012-10-17', Statement: {Effect: Allow, Action: '*', Resource: '*'}}";

  private static final String BROKEN =
      "{\"Statement\": {\n \"Effect\": \"allow\",\n\"Action\": \"*\", \"Resource\": \"*\"}}";

  @TempDir Path directory;

  static Stream<JsonNode> malformed() throws IOException {
    try (InputStream in = TestFilesTest.class.getResourceAsStream("malformed.json")) {
      JsonNode rows = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(rows.spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWithPlaceAndRemedy(JsonNode row) throws IOException {
    Files.writeString(directory.resolve("broken.json"), BROKEN);
    String yaml = row.get("yaml").textValue().replace("MANY", "'a:b', ".repeat(101));
    assertThatThrownBy(() -> run("t.yaml", yaml))
        .as(row.get("name").textValue())
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(row.get("says").textValue());
  }

  @Test
  void passesTheExamples() throws Exception {
    Path file =
        Path.of(Objects.requireNonNull(TestFilesTest.class.getResource("examples")).toURI());
    TestReport report = tests().run(file.resolve("developers.yaml"), "developers.yaml");
    assertThat(report.failed()).isZero();
    assertThat(report.text(false))
        .isEqualTo(
            """
            developers.yaml
              ok    a developer reads and writes her own folder (2)
              ok    another's folder is closed to her (2)
              ok    nobody deletes, whoever asks (4)
              ok    without TLS nothing works
            """);
    assertThat(report.text(true)).isEmpty();
  }

  @Test
  void theGuideShowsTheExample() throws Exception {
    Path file =
        Path.of(Objects.requireNonNull(TestFilesTest.class.getResource("examples")).toURI());
    assertThat(Path.of("../docs/how-to/test-policies.md"))
        .content()
        .contains(Files.readString(file.resolve("developers.yaml")));
  }

  @Test
  void saysWhatWasDecidedInsteadAndByWhat() throws IOException {
    Files.writeString(
        directory.resolve("read.json"),
        """
        {"Version": "2012-10-17", "Statement": [
          {"Sid": "Read", "Effect": "Allow", "Action": "docs:Read", "Resource": "*"}]}
        """);
    TestReport report =
        run(
            "t.yaml",
            """
            account: 123456789012
            principal: [assumed-role/app/s1, root]
            identityPolicies: read.json
            resource: '*'
            tests:
              - {name: one, action: docs:Read, resource: '*', expect: denied}
              - {name: two, action: docs:Write, resource: '*', expect: explicitly denied}
            """
                .replace("resource: '*'\ntests", "tests"));
    assertThat(report.text(true))
        .isEqualTo(
            """
            t.yaml
              FAIL  one (t.yaml:5)
                    arn:aws:sts::123456789012:assumed-role/app/s1 asks for docs:Read of *
                    expected denied, but it is allowed by the identity policy read.json, statement 0 `Read`, line 2
                    arn:aws:iam::123456789012:root asks for docs:Read of *
                    expected denied, but it is allowed: the root user may do anything
              FAIL  two (t.yaml:6)
                    arn:aws:sts::123456789012:assumed-role/app/s1 asks for docs:Write of *
                    expected explicitly denied, but it is implicitly denied: no identity policy allows it
                    arn:aws:iam::123456789012:root asks for docs:Write of *
                    expected explicitly denied, but it is allowed: the root user may do anything
            """);
  }

  @Test
  void readsJsonToo() throws IOException {
    TestReport report =
        run(
            "t.json",
            """
            {"$schema": "policy-test-1.schema.json", "account": "123456789012",
             "tests": [{"name": "x", "principal": "federated-user/bob", "action": "a:b",
                        "resource": "*", "expect": "implicitly denied"}]}
            """);
    assertThat(report.failed()).isZero();
  }

  @Test
  void aTestReplacesWhatItsFileShares() throws IOException {
    TestReport report =
        run(
            "t.yaml",
            """
            account: 123456789012
            principal: user/alice
            context: {aws:SourceIp: 10.0.0.1, x:n: 1}
            identityPolicies: ALL
            permissionBoundaryPolicies: {Statement: {Effect: Allow, Action: 'a:*', Resource: '*'}}
            tests:
              - {name: shared, action: a:b, resource: '*', expect: allowed}
              - {name: limited, action: b:b, resource: '*', expect: implicitly denied}
              - {name: null takes away, action: b:b, resource: '*', expect: allowed, permissionBoundaryPolicies: null}
              - name: contexts add up
                action: a:b
                resource: '*'
                context: {X:N: 2}
                identityPolicies: {Statement: {Effect: Allow, Action: '*', Resource: '*', Condition: {NumericEquals: {x:n: 2}, IpAddress: {aws:SourceIp: 10.0.0.0/8}}}}
                expect: allowed
              - name: another account owns the resource
                resourceAccount: '444455556666'
                action: a:b
                resource: '*'
                expect: implicitly denied
            """
                .replace("ALL", ALLOW_ALL));
    assertThat(report.text(false)).doesNotContain("FAIL");
    assertThat(report.outcomes()).hasSize(5);
  }

  @Test
  void writesJunitsXml() throws IOException {
    TestReport report =
        run(
            "t.yaml",
            """
            tests:
              - {name: a < b & "c", principal: anonymous, action: a:b, resource: '*', expect: allowed}
              - {name: d, principal: anonymous, action: a:b, resource: '*', expect: denied}
            """);
    assertThat(JunitXml.of(List.of(report)))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites>
              <testsuite name="t.yaml" tests="2" failures="1" errors="0" skipped="0">
                <testcase classname="t.yaml" name="a &lt; b &amp; &quot;c&quot;">
                  <failure message="expected allowed, but it is implicitly denied: no resource policy allows it">t.yaml:2
            anonymous asks for a:b of *
            expected allowed, but it is implicitly denied: no resource policy allows it</failure>
                </testcase>
                <testcase classname="t.yaml" name="d"/>
              </testsuite>
            </testsuites>
            """);
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Path file = directory.resolve("large.json");
    Files.write(file, new byte[DocumentFile.MAX_SIZE + 1]);
    assertThatThrownBy(() -> tests().run(file, "large.json"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("more than 4194304 bytes");
  }

  private TestReport run(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    return tests().run(file, name);
  }

  private static TestFiles tests() {
    return new TestFiles(new PolicyShelf(64 << 20), false);
  }

  /** What the schema cannot see: other files, several places at once, YAML itself. */
  private static final List<String> BEYOND_THE_SCHEMA =
      List.of(
          "a test without principal",
          "a bare yes",
          "a bare off",
          "a short principal without account",
          "a principal that is nobody",
          "a resource that is no ARN",
          "a policy file that is not there",
          "a fault in a policy written here",
          "a fault in a policy file",
          "a test that asks too much");

  @Test
  void theSchemaTakesTheExamples() throws Exception {
    Path file =
        Path.of(Objects.requireNonNull(TestFilesTest.class.getResource("examples")).toURI());
    String yaml = Files.readString(file.resolve("developers.yaml"));
    assertThat(schema().validate(YamlTree.read(yaml, "").json(), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void theSchemaRefusesWhatItCanSee(JsonNode row) throws IOException {
    String json;
    try {
      json = YamlTree.read(row.get("yaml").textValue(), "").json();
    } catch (MalformedException notEvenYaml) {
      return;
    }
    assertThat(schema().validate(json, InputFormat.JSON).isEmpty())
        .as(row.get("name").textValue())
        .isEqualTo(BEYOND_THE_SCHEMA.contains(row.get("name").textValue()));
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in =
        TestFile.class.getResourceAsStream("/io/ostiary/cli/policy-test-1.schema.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(Objects.requireNonNull(in));
    }
  }
}
