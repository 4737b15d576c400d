package io.ostiary.policy.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.policy.json.JsonReader;
import io.ostiary.policy.request.RequestContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {
  private static final String ALLOW_ALL =
      """
      {"Effect": "Allow", "Action": "*", "Resource": "*"}""";

  record Malformed(JsonNode json) {
    @Override
    public String toString() {
      return json.get("name").asText();
    }
  }

  static Stream<Malformed> malformed() throws IOException {
    try (InputStream in = PolicyTest.class.getResourceAsStream("malformed.json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(cases.spliterator(), false).map(Malformed::new);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void saysWhereAndWhatIsWrongAndHowToMendIt(Malformed one) {
    List<String> lines = new ArrayList<>();
    one.json().get("lines").forEach(line -> lines.add(line.asText()));
    PolicyType type = PolicyType.valueOf(one.json().get("type").asText());

    PolicySyntaxException fault =
        catchThrowableOfType(
            PolicySyntaxException.class, () -> Policy.parse(String.join("\n", lines), type));

    assertThat(fault).as(one.toString()).isNotNull();
    assertThat(fault).as(one.toString()).hasMessageContaining(one.json().get("message").asText());
    assertThat("%d:%d %s".formatted(fault.line(), fault.column(), fault.pointer()))
        .as(one.toString())
        .isEqualTo(
            "%s:%s %s"
                .formatted(
                    one.json().get("line").asText(),
                    one.json().get("column").asText(),
                    one.json().get("pointer").asText()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void findsTheFirstFaultAmongAllFaults(Malformed one) {
    List<String> lines = new ArrayList<>();
    one.json().get("lines").forEach(line -> lines.add(line.asText()));
    PolicyType type = PolicyType.valueOf(one.json().get("type").asText());
    String text = String.join("\n", lines);

    PolicySyntaxException first =
        catchThrowableOfType(PolicySyntaxException.class, () -> Policy.parse(text, type));

    assertThat(Policy.faults(text, type))
        .extracting(PolicySyntaxException::getMessage)
        .as(one.toString())
        .contains(first.getMessage());
  }

  @Test
  void findsEveryFault() {
    String text =
        """
        {"Version": "2012-10-18", "Statements": 1, "Statement": [
          7,
          {"Effect": "allow", "Action": ["GetObject", 7, "s3:*"], "Resource": "/docs"},
          {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {
            "StringSame": {}, "StringLike": {"": "a", "b:c": ["d", "${e"], "B:C": "f"}}}]}
        """;

    assertThat(Policy.faults(text, PolicyType.IDENTITY))
        .extracting(fault -> fault.malformation() + " " + fault.pointer())
        .containsExactly(
            "INVALID_VERSION /Version",
            "INVALID_POLICY_ELEMENT /Statements",
            "DATA_TYPE_MISMATCH /Statement/0",
            "INVALID_ACTION /Statement/1/Action/0",
            "DATA_TYPE_MISMATCH /Statement/1/Action/1",
            "INVALID_EFFECT /Statement/1/Effect",
            "INVALID_RESOURCE /Statement/1/Resource",
            "INVALID_CONDITION_OPERATOR /Statement/2/Condition/StringSame",
            "INVALID_CONDITION_KEY /Statement/2/Condition/StringLike/",
            "INVALID_VARIABLE /Statement/2/Condition/StringLike/b:c/1",
            "DUPLICATE_KEYS_WITH_DIFFERENT_CASE /Statement/2/Condition/StringLike/B:C");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "IDENTITY | 'Action': '*', 'Resource': '*', 'Principal': '*' | UNSUPPORTED_PRINCIPAL",
        "TRUST | 'Action': 'sts:AssumeRole', 'Resource': '*', 'Principal': '*' |"
            + " UNSUPPORTED_ELEMENT",
        "TRUST | 'Action': 'sts:AssumeRole' | MISSING_PRINCIPAL",
        "RESOURCE | 'Action': '*' | MISSING_PRINCIPAL",
        "IDENTITY | 'Action': '*' | MISSING_RESOURCE",
        "IDENTITY | 'Action': '*', 'Resource': '*' ] | JSON_SYNTAX_ERROR",
        "IDENTITY | 'Action': '*', 'Action': '*' | DUPLICATE_MEMBER",
        "IDENTITY | 'Action': ':Get', 'Resource': '*' | INVALID_ACTION",
        "IDENTITY | 'Action': '*', 'Resource': '/docs' | INVALID_RESOURCE",
        "IDENTITY | 'Action': '*', 'Resource': 'arn:aws:s3::b' | MISSING_ARN_FIELD",
        "IDENTITY | 'Action': '*', 'Resource': 'arn:aws:s3:::${' | INVALID_VARIABLE",
        "IDENTITY | 'Action': '*', 'Resource': '*', 'Condition': {'NullIfExists': {}} |"
            + " NULL_WITH_IF_EXISTS",
        "IDENTITY | 'Action': '*', 'Resource': '*', 'Condition': {'Same': {}} |"
            + " INVALID_CONDITION_OPERATOR",
        "IDENTITY | 'Action': '*', 'Resource': '*', 'Condition': {'Bool': {'a:b': ['x', {}]}} |"
            + " DATA_TYPE_MISMATCH",
        "IDENTITY | 'Action': '*', 'Resource': '*', 'Condition': {'StringLike': {'a:b': ['x',"
            + " '${']}} | INVALID_VARIABLE",
        "RESOURCE | 'Action': '*', 'Principal': {'AWS': 'bob'} | INVALID_PRINCIPAL_FORMAT",
        "RESOURCE | 'Action': '*', 'Principal': {'AWS': 'AIDAbob'} | INVALID_PRINCIPAL_FORMAT",
        "RESOURCE | 'Action': '*', 'Principal': {'AWS': 'AROA-1'} | INVALID_PRINCIPAL_FORMAT",
        "RESOURCE | 'Action': '*', 'Principal': {'Service': ''} | INVALID_PRINCIPAL_FORMAT",
        "RESOURCE | 'Action': '*', 'Principal': {'Service': '*'} |"
            + " UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        "RESOURCE | 'Action': '*', 'Principal': {'Service': '?'} |"
            + " UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        "RESOURCE | 'Action': '*', 'Principal': {'Everyone': '*'} | INVALID_PRINCIPAL_KEY",
        "RESOURCE | 'Action': '*', 'NotPrincipal': '*' | ALLOW_WITH_NOT_PRINCIPAL",
        "TRUST | 'Action': 's3:*', 'Principal': '*' | UNSUPPORTED_ACTION",
        "RESOURCE_CONTROL | 'Action': '*', 'Resource': 'arn:aws:s3:::b', 'Principal': '*' |"
            + " UNSUPPORTED_EFFECT",
        "RESOURCE_CONTROL | 'Action': '*', 'Resource': ['*', '*'], 'Principal': '*' |"
            + " UNSUPPORTED_EFFECT",
        "RESOURCE_CONTROL | 'Action': '*', 'NotResource': '*', 'Principal': '*' |"
            + " UNSUPPORTED_EFFECT",
        "RESOURCE_CONTROL | 'Action': 's3:*', 'Resource': '*', 'Principal': '*' |"
            + " UNSUPPORTED_EFFECT",
      })
  void namesTheKindOfAFault(PolicyType type, String allow, Malformation malformation) {
    String text =
        "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", %s}}"
            .formatted(allow.replace('\'', '"'));

    assertThatExceptionOfType(PolicySyntaxException.class)
        .isThrownBy(() -> Policy.parse(text, type))
        .satisfies(fault -> assertThat(fault.malformation()).isEqualTo(malformation));
  }

  @Test
  void judgesNoStatementAsAWholeThatIsNotWellFormed() {
    String text =
        """
        {"Statement": {"Effect": "Allow", "Principal": "*", "NotAction": ["sts:AssumeRole", "bad"]}}
        """;

    assertThat(Policy.faults(text, PolicyType.TRUST))
        .extracting(PolicySyntaxException::malformation)
        .containsExactly(Malformation.INVALID_ACTION);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "IDENTITY | [] | line 1, column 1: a policy is a JSON object; write `{\"Version\": …}`",
        "IDENTITY | {'Statement': []} | line 1, column 15 (/Statement): `Statement` is empty; write"
            + " at least one statement",
        "IDENTITY | {'Statement': {'Effect': 'Deny', 'Action': '*', 'Resource': 'arn:x'}} | line 1,"
            + " column 61 (/Statement/Resource): resource `arn:x` has fewer than six parts; write"
            + " `arn:partition:service:region:account:resource`, or end it in `*`",
        "RESOURCE_CONTROL | {'Version': '2012-10-17', 'Statement': {'Effect': 'Deny', 'Action':"
            + " 's3:*', 'Principal': '*', 'Resource': 'arn:x'}} | line 1, column 107"
            + " (/Statement/Resource): resource `arn:x` has fewer than six parts; write"
            + " `arn:partition:service:region:account:resource`",
      })
  void saysAFaultInOneSentenceWithItsPlace(PolicyType type, String text, String message) {
    assertThatExceptionOfType(PolicySyntaxException.class)
        .isThrownBy(() -> Policy.parse(text.replace('\'', '"'), type))
        .withMessage(message);
  }

  @Test
  void isAboutTheResourceThatItIsAttachedToIfItNamesNone() {
    Statement statement =
        Policy.parse(
                "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Principal\": \"*\"}}",
                PolicyType.RESOURCE)
            .statements()
            .get(0);

    assertThat(statement.covers("arn:a", "arn:a", RequestContext.EMPTY)).isTrue();
    assertThat(statement.covers("arn:b", "arn:a", RequestContext.EMPTY)).isFalse();
  }

  @Test
  void keepsTheExactText() {
    String text = "\r\n{ \"Statement\" :\t" + ALLOW_ALL + " }  \n";

    Policy policy = Policy.parse(text, PolicyType.IDENTITY);

    assertThat(policy.text()).isEqualTo(text);
    assertThat(policy.type()).isEqualTo(PolicyType.IDENTITY);
    assertThat(policy.version()).isEqualTo(Version.V2008_10_17);
    assertThat(policy.id()).isEmpty();
  }

  @Test
  void knowsItsStatements() {
    Policy policy =
        Policy.parse(
            """
            {
              "Version": "2012-10-17",
              "Id": "mine",
              "Sid": "printed in a tutorial",
              "Statement": [
                {"Effect": "Allow", "Action": "*", "Resource": "*"},
                {
                  "Sid": "Second",
                  "Effect": "Deny",
                  "NotAction": ["s3:*", "sqs:Send?essage"],
                  "NotResource": "arn:aws:s3:::*",
                  "Condition": {"Bool": {"aws:SecureTransport": false}}
                }
              ]
            }
            """,
            PolicyType.IDENTITY);

    assertThat(policy.id()).contains("mine");
    assertThat(policy.version()).isEqualTo(Version.V2012_10_17);
    assertThat(policy.statements()).extracting(Statement::line).containsExactly(6, 7);
    Statement second = policy.statements().get(1);
    assertThat(second.index()).isEqualTo(1);
    assertThat(second.sid()).isEqualTo("Second");
    assertThat(second.effect()).isEqualTo(Effect.DENY);
    assertThat(second.principals()).isNull();
    assertThat(second.actions().excludes()).isTrue();
    assertThat(second.actions().patterns())
        .extracting(ActionPattern::text)
        .containsExactly("s3:*", "sqs:Send?essage");
    assertThat(second.actions().patterns()).hasToString("[s3:*, sqs:Send?essage]");
    assertThat(Objects.requireNonNull(second.resources()).patterns())
        .hasToString("[arn:aws:s3:::*]");
    assertThat(second.keys()).containsExactly("aws:securetransport");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}                        | 1 38 1 84",
        "{\"Version\": \"2012-10-17\", \"Statement\": [%s]}                     | 1 41 1 87",
        "{\"Statement\": %s, \"Version\": \"2012-10-17\"}                       | 1 15 1 61",
        "{\"Statement\":{n}[{n}{t}%s{n}]}                                    | 3 2 3 48",
        "{\"Statement\":{r}{n}{n}%s}                                         | 3 1 3 47",
        "{\"Id\": \"\uD83D\uDE00\",\"Statement\":%s}                            | 1 25 1 71",
      })
  void knowsWhereAStatementBeginsAndEnds(String form, String extent) {
    String text =
        form.strip()
            .replace("{n}", "\n")
            .replace("{r}", "\r")
            .replace("{t}", "\t")
            .formatted("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");

    Extent found = Policy.parse(text, PolicyType.IDENTITY).statements().get(0).extent();

    List<Integer> numbers = Stream.of(extent.strip().split(" ", -1)).map(Integer::valueOf).toList();
    assertThat(found)
        .isEqualTo(new Extent(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3)));
  }

  @Test
  void isItsTypeAndText() {
    Policy policy = Policy.parse("{\"Statement\": " + ALLOW_ALL + "}", PolicyType.IDENTITY);
    Policy same = Policy.parse("{\"Statement\": " + ALLOW_ALL + "}", PolicyType.IDENTITY);

    assertThat(policy)
        .isEqualTo(same)
        .hasSameHashCodeAs(same)
        .isNotEqualTo(Policy.parse(policy.text(), PolicyType.SESSION))
        .isNotEqualTo(Policy.parse(policy.text() + " ", PolicyType.IDENTITY))
        .hasToString("Policy[IDENTITY, statements=1]");
  }

  @Test
  void isAlsoTheAccountsThatItsCanonicalIdsName() {
    String text =
        """
        {"Statement": {"Effect": "Allow", "Action": "*", "Principal": {"CanonicalUser": "79a5"}}}""";
    Policy nobody = Policy.parse(text, PolicyType.RESOURCE);
    Policy one = Policy.parse(text, PolicyType.RESOURCE, id -> Optional.of("111122223333"));
    Policy other = Policy.parse(text, PolicyType.RESOURCE, id -> Optional.of("444455556666"));

    assertThat(one)
        .isEqualTo(Policy.parse(text, PolicyType.RESOURCE, id -> Optional.of("111122223333")))
        .isNotEqualTo(nobody)
        .isNotEqualTo(other);
  }

  @ParameterizedTest
  @EnumSource(
      value = PolicyType.class,
      names = {"IDENTITY", "PERMISSIONS_BOUNDARY", "SESSION"})
  void readsWhatAdministratorsWrite(PolicyType type) {
    String text = "{\"Version\": \"2012-10-17\", \"Statement\": [" + ALLOW_ALL + "]}";

    assertThat(Policy.parse(text, type).statements()).hasSize(1);
  }

  @Test
  void refusesADocumentThatIsTooLong() {
    String text = "{\"Statement\": " + ALLOW_ALL + "}" + " ".repeat(JsonReader.MAX_CHARACTERS);

    assertThatExceptionOfType(PolicySyntaxException.class)
        .isThrownBy(() -> Policy.parse(text, PolicyType.IDENTITY))
        .withMessageContaining("keep it within 262144");
  }

  @Test
  void refusesADocumentThatIsTooDeep() {
    String text = "[".repeat(100_000);

    assertThatExceptionOfType(PolicySyntaxException.class)
        .isThrownBy(() -> Policy.parse(text, PolicyType.IDENTITY))
        .withMessageContaining("values lie more than 10 deep")
        .satisfies(fault -> assertThat(fault.column()).isEqualTo(12));
  }

  @Test
  void refusesADocumentOfTooManyValues() {
    String text = "{\"Statement\": [" + "1,".repeat(JsonReader.MAX_VALUES) + "1]}";

    assertThatExceptionOfType(PolicySyntaxException.class)
        .isThrownBy(() -> Policy.parse(text, PolicyType.IDENTITY))
        .withMessageContaining("more than 32768 values");
  }

  @Test
  void keepsALongNameOnceHoweverManyValuesStandUnderIt() {
    String name = "x".repeat(JsonReader.MAX_CHARACTERS / 2);
    String values = "1,".repeat(JsonReader.MAX_VALUES - 100) + "1";

    assertThat(Policy.faults("{\"" + name + "\": [" + values + "]}", PolicyType.IDENTITY))
        .extracting(PolicySyntaxException::malformation)
        .containsExactly(Malformation.INVALID_POLICY_ELEMENT, Malformation.MISSING_STATEMENT);
  }

  @Test
  void aDeferredPolicyIsReadWhenItIsAskedWhatItSays() {
    String text =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a:B\",\"Resource\":\"*\"}}";
    Policy deferred = Policy.deferred(text, PolicyType.IDENTITY);
    assertThat(deferred.text()).isEqualTo(text);
    assertThat(deferred.version()).isEqualTo(Version.V2012_10_17);
    assertThat(deferred.statements()).hasSize(1).isSameAs(deferred.statements());
    assertThat(deferred).isEqualTo(Policy.parse(text, PolicyType.IDENTITY));

    Policy unsound = Policy.deferred("{}", PolicyType.IDENTITY);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(unsound::statements).isInstanceOf(PolicySyntaxException.class);
    }
  }
}
