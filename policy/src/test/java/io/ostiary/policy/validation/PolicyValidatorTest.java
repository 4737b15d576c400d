package io.ostiary.policy.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.policy.document.Malformation;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.service.ServiceDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case of {@code findings.json} is a document with all its findings, and one that does not
 * have the finding. For legibility it writes ' for the quotation mark, and » before each place.
 */
class PolicyValidatorTest {
  private static final String MARK = "»";
  private static final PolicyValidator WITHOUT_SERVICES = PolicyValidator.of(List.of());
  private static final PolicyValidator WITH_SERVICES =
      PolicyValidator.of(List.of(service("s3"), service("documents"), service("iam")));

  record Case(JsonNode json) {
    @Override
    public String toString() {
      return json.get("name").asText();
    }

    String code() {
      return json.get("code").asText();
    }

    PolicyType type() {
      return PolicyType.valueOf(json.get("type").asText());
    }

    String marked() {
      return document(json.has("document") ? json.get("document") : json.get("statement"));
    }

    String instead() {
      return document(json.get("instead"));
    }

    private String document(JsonNode text) {
      String quoted = text.asText().replace('\'', '"');
      return json.has("document")
          ? quoted
          : "{\"Version\": \"2012-10-17\", \"Statement\": [\n" + quoted + "\n]}";
    }

    List<Finding> findings(String text) {
      PolicyValidator validator = json.has("services") ? WITH_SERVICES : WITHOUT_SERVICES;
      return validator.findings(text, type());
    }

    /** The codes of the case with the places of its marks. */
    List<String> expected() {
      List<String> expected = new ArrayList<>();
      int line = 1;
      int column = 1;
      for (char c : marked().toCharArray()) {
        if (c == MARK.charAt(0)) {
          String code = json.get("findings").path(expected.size()).asText();
          expected.add(line + ":" + column + " " + code);
        } else if (c == '\n') {
          line++;
          column = 1;
        } else {
          column++;
        }
      }
      return expected;
    }
  }

  private static ServiceDefinition service(String name) {
    String file = "/io/ostiary/policy/service/examples/" + name + ".service.json";
    try (InputStream in = PolicyValidatorTest.class.getResourceAsStream(file)) {
      byte[] text = Objects.requireNonNull(in).readAllBytes();
      return ServiceDefinition.parse(file, new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<JsonNode> read(String resource) throws IOException {
    try (InputStream in = PolicyValidatorTest.class.getResourceAsStream(resource)) {
      JsonNode list = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(list.spliterator(), false);
    }
  }

  static Stream<Case> cases() throws IOException {
    return read("findings.json").map(Case::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void findsExactlyWhatIsThere(Case one) {
    List<Finding> findings = one.findings(one.marked().replace(MARK, ""));

    assertThat(findings)
        .as(one.toString())
        .extracting(finding -> finding.line() + ":" + finding.column() + " " + finding.code())
        .isEqualTo(one.expected());
    assertThat(findings).extracting(Finding::code).contains(one.code());
    assertThat(findings).extracting(Finding::message).allMatch(message -> !message.isBlank());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void findsNothingOfTheKindInWhatToWriteInstead(Case one) {
    assertThat(one.findings(one.instead()))
        .as(one.instead())
        .extracting(Finding::code)
        .doesNotContain(one.code());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void callsAnErrorWhatTheParserRefuses(Case one) {
    String text = one.marked().replace(MARK, "");
    boolean refused;
    try {
      Policy.parse(text, one.type());
      refused = false;
    } catch (PolicySyntaxException malformed) {
      refused = true;
    }

    boolean error =
        one.findings(text).stream().anyMatch(finding -> finding.level() == FindingLevel.ERROR);
    assertThat(error || !refused).as(one.toString()).isTrue();
  }

  static Set<String> codes() {
    return Stream.of(
            Checks.all().map(Check::code),
            Stream.of(Malformation.values()).map(Malformation::name),
            Stream.of(Findings.MORE))
        .flatMap(code -> code)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyCodeHasACase() throws IOException {
    Set<String> without = codes();
    without.remove(Findings.MORE); // has a test of its own
    cases().map(Case::code).forEach(without::remove);

    assertThat(without).isEmpty();
  }

  private static boolean isRow(String line) {
    return Stream.of(FindingLevel.values())
        .anyMatch(level -> line.startsWith("| `") && line.contains("` | " + level + " |"));
  }

  @Test
  void everyCodeHasOneLevelAndIsDocumentedWithIt() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/findings.md"));
    Set<String> rows = new TreeSet<>();
    Checks.all().forEach(check -> rows.add("| `" + check.code() + "` | " + check.level() + " |"));
    for (Malformation malformation : Malformation.values()) {
      rows.add("| `" + malformation + "` | ERROR |");
    }
    rows.add("| `" + Findings.MORE + "` | WARNING |");

    assertThat(rows).hasSameSizeAs(codes());
    assertThat(rows).allSatisfy(row -> assertThat(page).contains("\n" + row));
    assertThat(page.lines().filter(PolicyValidatorTest::isRow)).hasSameSizeAs(rows);
  }

  @Test
  void findsNoErrorInTheFirstPoliciesOfTutorials() throws IOException {
    read("/io/ostiary/policy/decision/first-policies.json")
        .forEach(
            one -> {
              PolicyType type = PolicyType.valueOf(one.get("type").asText());
              assertThat(WITHOUT_SERVICES.findings(one.get("policy").toPrettyString(), type))
                  .as(one.get("name").asText())
                  .noneMatch(finding -> finding.level() == FindingLevel.ERROR);
            });
  }

  @Test
  void suggestsTheNearestName() {
    String text =
        "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\":"
            + " \"s3:GetObjekt\", \"Resource\": \"*\"}}";

    assertThat(WITH_SERVICES.findings(text, PolicyType.IDENTITY))
        .extracting(Finding::toString)
        .contains(
            "1:70: ERROR UNKNOWN_ACTION: `s3:GetObjekt` is no action of `s3`; did you mean"
                + " `s3:GetObject`?");
  }

  @Test
  void stopsAtAThousandFindings() {
    String actions = "\"s3:Get \",".repeat(Findings.MOST) + "\"s3:Get \"";
    String text =
        "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Resource\":"
            + " \"arn:aws:s3:::b/*\", \"Action\": ["
            + actions
            + "]}}";

    List<Finding> findings = WITHOUT_SERVICES.findings(text, PolicyType.IDENTITY);

    assertThat(findings).hasSize(Findings.MOST + 1);
    assertThat(findings.get(Findings.MOST).code()).isEqualTo(Findings.MORE);
  }

  /**
   * Documents as large and as awkward as they may be; each took minutes if pairs were unbounded.
   */
  static Stream<String> hostile() {
    String start = "{\"Version\": \"2012-10-17\", \"Statement\": ";
    String many =
        IntStream.range(0, 12_000)
            .mapToObj(i -> "\"s3:a*b?" + i + "*\"")
            .collect(Collectors.joining(","));
    String statements =
        IntStream.range(0, 4_000)
            .mapToObj(i -> "{\"Effect\":\"Allow\",\"Action\":\"s3:*" + i + "\",\"Resource\":\"*\"}")
            .collect(Collectors.joining(","));
    String wild = "*a".repeat(60_000);
    return Stream.of(
        start + "{\"Effect\": \"Allow\", \"Resource\": \"*\", \"Action\": [" + many + "]}}",
        start + "[" + statements + "]}",
        start
            + "{\"Effect\": \"Allow\", \"Action\": [\"s3:"
            + wild
            + "\", \"s3:"
            + wild
            + "b\"], \"Resource\": \"*\"}}",
        start
            + "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\", \"Condition\":"
            + " {\"StringLike\": {\"aws:username\": ["
            + many
            + "]}}}}",
        start
            + "{\"Effect\": \"Allow\", \"Action\": ["
            + "\"s3:Get*\",".repeat(8_000)
            + "\"s3:*\"], \"Resource\": ["
            + "\"arn:aws:s3:::b\",".repeat(8_000)
            + "\"*\"]}}",
        start
            + "{\"Effect\": \"Allow\", \"Action\": ["
            + "\"sts:AssumeRole\",".repeat(8_000)
            + "\"sts:*\"], \"Principal\": {\"Federated\": ["
            + "\"accounts.google.com\",".repeat(6_000)
            + "\"x\"]}}}",
        start + "\"" + "[".repeat(1000) + "\"}",
        start
            + "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::"
            + "${aws:x}[(".repeat(20_000)
            + "\"}}");
  }

  @Tag("once")
  @ParameterizedTest
  @MethodSource("hostile")
  void staysWithinBounds(String text) {
    for (PolicyType type : List.of(PolicyType.IDENTITY, PolicyType.TRUST)) {
      assertThat(WITH_SERVICES.findings(text, type)).hasSizeLessThanOrEqualTo(Findings.MOST + 1);
    }
  }
}
