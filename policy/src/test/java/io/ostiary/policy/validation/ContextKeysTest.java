package io.ostiary.policy.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which condition keys a policy reads, and how they are spelled. */
class ContextKeysTest {
  private static Policy policy(String version, String resource, String condition) {
    return Policy.parse(
        """
        {"Version": "%s", "Statement":
         {"Effect": "Allow", "Action": "*", "Resource": "%s", "Condition": {%s}}}
        """
            .formatted(version, resource, condition),
        PolicyType.IDENTITY);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "*                            |                                                        |",
        "arn:aws:s3:::b/${aws:username} | \"Bool\": {\"aws:SecureTransport\": \"true\"}  | aws:username aws:SecureTransport",
        "arn:aws:s3:::b/${AWS:USERNAME} |                                                      | aws:username",
        "arn:aws:s3:::b/${Jwt:Claim, 'x'}/${*} |                                               | Jwt:Claim",
        "arn:aws:s3:${aws:username}::b |                                                       |",
        "*  | \"StringLike\": {\"S3:prefix\": [\"${aws:userid}\", \"${s3:Prefix}x\"]}          | S3:prefix aws:userid",
        "*  | \"NumericEquals\": {\"app:n\": \"${aws:userid}\"}                                 | app:n",
        "*  | \"Null\": {\"AWS:principaltag/Team\": \"true\"}                                   | aws:PrincipalTag/Team",
        "*  | \"Null\": {\"app:PrincipalTag/Team\": \"true\"}                                   | app:PrincipalTag/Team",
        "*  | \"ForAllValues:StringEquals\": {\"aws:tagkeys\": []}                              | aws:TagKeys",
      })
  void areInTheOrderOfThePolicy(String resource, String condition, String keys) {
    List<String> expected = keys == null ? List.of() : List.of(keys.strip().split(" ", -1));
    assertThat(
            ContextKeys.of(
                List.of(policy("2012-10-17", resource, condition == null ? "" : condition))))
        .isEqualTo(expected);
  }

  @Test
  void areNoneInVariablesOfTheOlderLanguage() {
    assertThat(ContextKeys.of(List.of(policy("2008-10-17", "arn:aws:s3:::${aws:userid}", ""))))
        .isEmpty();
  }

  @Test
  void comeOnceFromAllPolicies() {
    Policy one = policy("2012-10-17", "*", "\"Null\": {\"a:b\": \"true\", \"c:d\": \"true\"}");
    Policy other = policy("2012-10-17", "arn:aws:s3:::${A:B}", "\"Null\": {\"e:f\": \"true\"}");
    assertThat(ContextKeys.of(List.of(one, other))).containsExactly("a:b", "c:d", "e:f");
  }
}
