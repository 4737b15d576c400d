package io.ostiary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a shell sees it: arguments and input, output and exit code. */
class OstiaryTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String input, String... arguments) {
    return Ostiary.run(
        new Console(new ByteArrayInputStream(input.getBytes(UTF_8)), out, err, directory),
        arguments);
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }

  @Test
  void helpNamesEveryCommandAndExitCode() {
    assertThat(run("", "--help")).isZero();
    assertThat(out()).contains("simulate", "test", "Exit codes:");
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : Ostiary.COMMANDS) {
      assertThat(run("", command, "--help")).isZero();
      assertThat(out()).contains("Usage: ostiary " + command);
    }
  }

  @Test
  void saysItsVersion() {
    assertThat(run("", "--version")).isZero();
    assertThat(out()).startsWith("ostiary ");
  }

  @Test
  void withoutACommandItSaysWhatToDo() {
    assertThat(run("")).isEqualTo(2);
    assertThat(err()).isEqualTo("ostiary: Missing command; see `ostiary --help`\n");
  }

  @Test
  void anUnknownCommandIsWrongUsage() {
    assertThat(run("", "simulte")).isEqualTo(2);
    assertThat(err()).startsWith("ostiary: Unmatched argument").hasLineCount(1);
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    assertThat(run("", "simulate", "--fast")).isEqualTo(2);
    assertThat(err())
        .startsWith("ostiary: Unknown option: '--fast'")
        .endsWith("see `ostiary simulate --help`\n");
  }

  @Test
  void simulatesInUtf8() {
    assertThat(run("{\"id\": \"ä€😀\"}\n", "simulate")).isZero();
    assertThat(out()).startsWith("{\"id\":\"ä€😀\",\"decision\":\"Malformed\"");
  }

  @Test
  void failsInOneLineWhenNobodyReads() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Console console =
        new Console(new ByteArrayInputStream("{}\n".getBytes(UTF_8)), closed, err, directory);
    assertThat(Ostiary.run(console, "simulate")).isEqualTo(2);
    assertThat(err()).startsWith("ostiary: cannot write standard output (Broken pipe)");
  }

  @Test
  void testsPassFailOrCannotBeRead() throws IOException {
    String test =
        "tests: [{name: x, principal: anonymous, action: a:b, resource: '*', expect: %s}]";
    Files.writeString(directory.resolve("pass.yaml"), test.formatted("denied"));
    Files.writeString(directory.resolve("fail.yaml"), test.formatted("allowed"));
    Files.writeString(directory.resolve("broken.yaml"), test.formatted("nothing"));

    assertThat(run("", "test", "pass.yaml")).isZero();
    assertThat(out()).isEqualTo("pass.yaml\n  ok    x\n1 passed, 0 failed\n");
    out.reset();
    assertThat(run("", "test", "pass.yaml", "fail.yaml", "--quiet")).isEqualTo(1);
    assertThat(out()).startsWith("fail.yaml\n  FAIL  x").endsWith("1 passed, 1 failed\n");
    out.reset();
    assertThat(run("", "test", "broken.yaml", "nowhere.yaml", "pass.yaml")).isEqualTo(2);
    assertThat(out()).endsWith("1 passed, 0 failed\n");
    assertThat(err().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("ostiary: broken.yaml:1:77: `nothing` cannot be expected");
    assertThat(err()).contains("there is no file `nowhere.yaml`; check the name");
  }

  @Test
  void writesJunitsXml() throws IOException {
    Files.writeString(
        directory.resolve("t.yaml"),
        "tests: [{name: x, principal: anonymous, action: a:b, resource: '*', expect: denied}]");
    assertThat(run("", "test", "t.yaml", "--junit", "report.xml")).isZero();
    assertThat(directory.resolve("report.xml")).content().contains("<testcase");
    assertThat(run("", "test", "t.yaml", "--junit", "no/where.xml")).isEqualTo(2);
    assertThat(err()).startsWith("ostiary: cannot write `no/where.xml`");
  }

  @Test
  void explainsWhatFailed() throws IOException {
    Files.writeString(
        directory.resolve("t.yaml"),
        "tests: [{name: x, principal: anonymous, action: a:b, resource: '*', expect: allowed}]");
    assertThat(run("", "test", "t.yaml", "--explain")).isEqualTo(1);
    assertThat(out())
        .contains("\n          ImplicitlyDenied: no resource-based policy allows it\n");
  }

  @Test
  void theReferenceShowsACaseAndItsAnswer() throws IOException {
    List<String> json =
        Files.readAllLines(Path.of("../docs/reference/command-line.md")).stream()
            .filter(line -> line.startsWith("{\"id\""))
            .toList();
    assertThat(json).hasSize(2);
    assertThat(run(json.get(0) + '\n', "simulate")).isZero();
    assertThat(out()).isEqualTo(json.get(1) + '\n');
  }

  @Test
  void aTestNeedsAFile() {
    assertThat(run("", "test")).isEqualTo(2);
    assertThat(err()).contains("Missing required parameter").hasLineCount(1);
  }

  @Test
  void readsNoDirectory() {
    assertThat(run("", "test", ".")).isEqualTo(2);
    assertThat(err()).startsWith("ostiary: cannot read `.`");
  }

  private static final String CASE =
      """
      {"request": {"principal": "arn:aws:iam::123456789012:user/alice", "action": "docs:Read",
                   "resource": {"arn": "arn:aws:docs:::folder/alice/plan"},
                   "context": {"aws:SourceIp": "203.0.113.9"}},
       "identityPolicies": [{
         "Version": "2012-10-17",
         "Statement": [
           {"Sid": "Office", "Effect": "Allow", "Action": "docs:Read", "Resource": "*",
            "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}]}]}
      """;

  @Test
  void explainsACaseOnTheLinesOfItsFile() throws IOException {
    Files.writeString(directory.resolve("case.json"), CASE);
    assertThat(run("", "explain", "case.json")).isZero();
    assertThat(out())
        .startsWith("ImplicitlyDenied: no identity-based policy allows it\n")
        .contains(
            "nearly allows: statement 0 `Office` (line 7) of `/identityPolicies/0`\n",
            "condition `IpAddress aws:SourceIp` is false: 203.0.113.9 is not in 10.0.0.0/8\n");
  }

  @Test
  void explainsForMachinesInOneLine() {
    String denied = CASE.replace("\"Allow\"", "\"Deny\"").replace("10.0.0.0/8", "203.0.113.0/24");
    assertThat(run(denied, "explain", "--json")).isZero();
    assertThat(out())
        .hasLineCount(1)
        .startsWith("{\"decision\":\"ExplicitlyDenied\"")
        .contains(
            "{\"type\":\"identity\",\"verdict\":\"denies\"",
            "{\"policy\":\"/identityPolicies/0\",\"statement\":0,\"sid\":\"Office\",\"line\":7,",
            "\"remedies\":[[");
  }

  @Test
  void explainsWhatTheOrganisationSays() {
    String capped =
        CASE.replace(
            "\"identityPolicies\"",
            "\"scps\": [[{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\","
                + " \"Action\": \"x:*\", \"Resource\": \"*\"}}]], \"identityPolicies\"");
    assertThat(run(capped, "explain", "-", "--json")).isZero();
    assertThat(out())
        .contains("{\"type\":\"service-control\",\"level\":1,\"verdict\":\"silent\"")
        .contains("\"level\":1,\"add\":{\"Effect\":\"Allow\",");
  }

  @Test
  void explainsNoBrokenCase() {
    assertThat(run(CASE.replace("Allow", "allow"), "explain")).isEqualTo(2);
    assertThat(err())
        .isEqualTo(
            "ostiary: standard input:7:34: unknown effect `allow`; write `Allow` or `Deny`\n");
  }

  @Test
  void validatesFilesAndTellsAnError() throws IOException {
    Files.writeString(
        directory.resolve("bad.json"),
        "{\"Version\": \"2012-10-17\",\n\"Statement\": {\"Effect\": \"x\", \"Action\": \"*\","
            + " \"Resource\": \"*\"}}");
    assertThat(run("", "validate", "bad.json")).isEqualTo(1);
    assertThat(out())
        .startsWith(
            "bad.json:2:25: error INVALID_EFFECT: unknown effect `x`; write `Allow` or `Deny`\n");
    assertThat(run("", "validate", "bad.json", "nowhere.json")).isEqualTo(2);
    assertThat(err()).isEqualTo("ostiary: there is no file `nowhere.json`; check the name\n");
  }

  @Test
  void validatesForMachines() {
    assertThat(run("[]", "validate", "-", "--json", "--type", "session")).isEqualTo(1);
    assertThat(out())
        .hasLineCount(1)
        .startsWith(
            "{\"file\":\"-\",\"line\":1,\"column\":1,\"pointer\":\"\",\"level\":\"error\",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{\"Effect\": \"Deny\", \"Action\": \"s3:x\", \"Resource\": \"*\"}",
        "{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:x\", \"Resource\": \"*\"}",
        "[{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"sts:AssumeRole\"]}]"
      })
  void knowsTheTypeOfAPolicyByItsLooks(String statement) {
    String policy = "{\"Version\": \"2012-10-17\", \"Statement\": " + statement + "}";
    assertThat(run(policy, "validate", "-")).as(out()).isZero();
  }

  @Test
  void validatesAgainstAServiceDefinition() throws IOException {
    Files.writeString(directory.resolve("broken.service.json"), "{\"service\": \"docs\"}");
    assertThat(run("{}", "validate", "-", "--definition", "broken.service.json")).isEqualTo(2);
    assertThat(err()).startsWith("ostiary: broken.service.json:1:1: ");
  }

  @Test
  void anUnknownTypeIsWrongUsage() {
    assertThat(run("{}", "validate", "-", "--type", "user")).isEqualTo(2);
    assertThat(err()).startsWith("ostiary: `user` is no type of policy; write one of identity, ");
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    Files.write(directory.resolve("latin.json"), new byte[] {'"', (byte) 0xE4, '"'});
    assertThat(run("", "validate", "latin.json")).isEqualTo(2);
    assertThat(err()).startsWith("ostiary: latin.json:1:2: these bytes are not UTF-8");
  }

  @Test
  void printsNothingThatATerminalObeys() throws IOException {
    String escape =
        "{\"Statement\": {\"Effect\": \"\\u001b[2J\\n\", \"Action\": \"*\", \"Resource\": \"*\"}}";
    assertThat(run(escape, "validate", "-")).isEqualTo(1);
    assertThat(out()).contains("unknown effect `\\u001b[2J\\u000a`").doesNotContain("\u001b");
    Files.writeString(
        directory.resolve("t.yaml"),
        "tests: [{name: \"a\\e[2J\\nb\", principal: anonymous, action: a:b, resource: '*', expect: allowed}]");
    out.reset();
    assertThat(run("", "test", "t.yaml")).isEqualTo(1);
    assertThat(out()).contains("FAIL  a\\u001b[2J\\u000ab (t.yaml:1)").doesNotContain("\u001b");
    assertThat(run("", "test", "\u001b[2J")).isEqualTo(2);
    assertThat(err()).doesNotContain("\u001b");
  }
}
