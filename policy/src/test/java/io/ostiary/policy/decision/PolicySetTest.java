package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ostiary.policy.decision.PolicySet.Source;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySetTest {
  private static final String READING =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "Allow",
            "Action": "*",
            "Resource": "arn:aws:s3:::b/${aws:PrincipalTag/Team}/*",
            "Condition": {
              "StringEquals": {"aws:ResourceTag/Colour": "${aws:PrincipalTag/Colour, 'red'}"},
              "Null": {"s3:prefix": "true"}
            }
          },
          {
            "Effect": "Deny",
            "Action": "*",
            "NotResource": "*",
            "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::${docs:Name}"}}
          }
        ]
      }
      """;

  private static Policy policy(PolicyType type) {
    return Policy.parse(READING, type);
  }

  @ParameterizedTest
  @CsvSource({
    "aws:ResourceTag/, true",
    "AWS:resourcetag/, true",
    "aws:ResourceTag/Colour, true",
    "aws:ResourceTag/Size, false",
    "aws:PrincipalTag/team, true",
    "aws:PrincipalTag/colour, true",
    "s3:prefix, true",
    "s3:delimiter, false",
    "aws:SourceArn, true",
    "docs:name, true",
    "aws:RequestTag/, false",
  })
  void knowsWhichKeysItReads(String prefix, boolean read) {
    PolicySet set = PolicySet.of(List.of(new Source("p", policy(PolicyType.IDENTITY))));

    assertThat(set.reads(prefix)).isEqualTo(read);
  }

  @Test
  void readsNothingWhenEmpty() {
    assertThat(PolicySet.EMPTY.reads("")).isFalse();
  }

  @Test
  void holdsPoliciesOfOneTypeOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PolicySet.of(
                    List.of(
                        new Source("first", policy(PolicyType.IDENTITY)),
                        new Source("second", policy(PolicyType.SESSION)))))
        .withMessage(
            "policy `second` is of type SESSION among policies of type IDENTITY; make a set of"
                + " each");
  }

  @Test
  void takesPoliciesOfItsTypeOnlyLater() {
    PolicySet set = PolicySet.of(List.of(new Source("first", policy(PolicyType.IDENTITY))));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> set.with(new Source("second", policy(PolicyType.SESSION))))
        .withMessageContaining("policy `second` is of type SESSION");
  }

  @Test
  void staysAsItIsWhenAnotherIsMadeOfIt() {
    PolicySet empty = PolicySet.EMPTY;
    PolicySet one = empty.with(new Source("one", policy(PolicyType.IDENTITY)));
    PolicySet none = one.without("one");

    assertThat(empty.statements()).isEmpty();
    assertThat(one.statements()).hasSize(2);
    assertThat(one.reads("s3:prefix")).isTrue();
    assertThat(one.without("two").statements()).hasSize(2);
    assertThat(none).isSameAs(PolicySet.EMPTY);
  }

  @Test
  void countsKeysThatSeveralStatementsRead() {
    Source one = new Source("one", policy(PolicyType.IDENTITY));
    Source two = new Source("two", policy(PolicyType.IDENTITY));
    PolicySet both = PolicySet.EMPTY.with(one).with(two).with(one);

    assertThat(both.statements()).hasSize(4);
    assertThat(both.without("one").reads("s3:prefix")).isTrue();
    assertThat(both.without("one").without("two").reads("s3:prefix")).isFalse();
  }

  @Test
  void readsAKeyAsLongAsOneOfItsPoliciesDoes() {
    PolicySet two =
        PolicySet.of(
            List.of(
                new Source("a", policy(PolicyType.IDENTITY)),
                new Source("b", policy(PolicyType.IDENTITY))));
    PolicySet one = two.without("a");

    assertThat(one.reads("s3:prefix")).isTrue();
    assertThat(one.with(new Source("b", reading("s3:delimiter"))).reads("s3:prefix")).isFalse();
    assertThat(one.with(new Source("c", reading("s3:delimiter"))).reads("s3:delimiter")).isTrue();
    assertThat(two.reads("s3:prefix")).isTrue();
  }

  private static Policy reading(String key) {
    return Policy.parse(
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
         "Condition": {"Null": {"%s": "true"}}}}
        """
            .formatted(key),
        PolicyType.IDENTITY);
  }
}
