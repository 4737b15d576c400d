package io.ostiary.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.condition.OperatorForm.Kind;
import io.ostiary.policy.condition.OperatorForm.Quantifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorFormTest {

  @ParameterizedTest
  @CsvSource({
    "StringEquals, NONE, STRING, StringEquals, false, false",
    "stringnotlikeifexists, NONE, STRING, StringNotLike, true, true",
    "ForAllValues:NumericLessThan, FOR_ALL_VALUES, NUMERIC, NumericLessThan, false, false",
    "FORANYVALUE:DATENOTEQUALS, FOR_ANY_VALUE, DATE, DateNotEquals, true, false",
    "Bool, NONE, BOOL, Bool, false, false",
    "BinaryEquals, NONE, BINARY, BinaryEquals, false, false",
    "IpAddress, NONE, IP_ADDRESS, IpAddress, false, false",
    "NotIpAddress, NONE, IP_ADDRESS, NotIpAddress, true, false",
    "ArnEquals, NONE, ARN, ArnEquals, false, false",
    "ForAnyValue:Null, FOR_ANY_VALUE, NULL, Null, false, false",
  })
  void isAnOperatorTakenApart(
      String text,
      Quantifier quantifier,
      Kind kind,
      String name,
      boolean negated,
      boolean ifExists) {
    assertThat(OperatorForm.parse(text))
        .contains(new OperatorForm(quantifier, kind, name, negated, ifExists));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Equals", "NullIfExists", "ForSomeValues:Null", "StringEquals ", "IfExists"})
  void isOfNoOtherText(String text) {
    assertThat(OperatorForm.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, false, true",
    "StringLike, true, true",
    "StringNotLike, true, true",
    "ArnEquals, true, true",
    "ArnLike, true, true",
    "NumericEquals, false, false",
    "IpAddress, false, false",
    "Null, false, false",
  })
  void knowsWhatCountsInItsValues(String text, boolean wildcards, boolean variables) {
    assertThat(OperatorForm.parse(text))
        .hasValueSatisfying(
            form -> {
              assertThat(form.hasWildcards()).isEqualTo(wildcards);
              assertThat(form.hasVariables()).isEqualTo(variables);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "STRING, anything, true",
    "NUMERIC, 1e5, true",
    "NUMERIC, many, false",
    "DATE, 2026, true",
    "DATE, soon, false",
    "BOOL, TRUE, true",
    "BOOL, yes, false",
    "NULL, false, true",
    "NULL, 0, false",
    "BINARY, AA==, true",
    "BINARY, !, false",
    "IP_ADDRESS, 10.0.0.0/8, true",
    "IP_ADDRESS, 10.0.0.0/33, false",
    "ARN, arn:aws:s3:::b, true",
    "ARN, arn:aws:s3::b, false",
    "ARN, urn:aws:s3:::b, false",
  })
  void admitsWhatItCanCompare(Kind kind, String value, boolean admitted) {
    assertThat(kind.admits(value)).isEqualTo(admitted);
  }

  @ParameterizedTest
  @CsvSource({"stringequals, true", "StringEqualsIgnoreCase, false", "ArnEquals, false"})
  void goesByItsNameInAnyCase(String other, boolean same) {
    assertThat(OperatorForm.parse("ForAnyValue:StringEqualsIfExists"))
        .hasValueSatisfying(form -> assertThat(form.is(other)).isEqualTo(same));
  }
}
