package io.ostiary.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ostiary.policy.request.RequestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "x, true",
        "$, true",
        "${a}, true",
        "${a:b/c-d}, true",
        "${a}${b}, true",
        "\"${a, 'b'}\", true",
        "\"${a, ''}\", true",
        "${*}${?}${$}, true",
        "${, false",
        "${a, false",
        "${}, false",
        "${a b}, false",
        "${a$b}, false",
        "${${a}}, false",
        "${a'b}, false",
        "\"${a,'b'}\", false",
        "\"${a,  'b'}\", false",
        "\"${a, b}\", false",
        "\"${a, 'b}\", false",
        "\"${a, 'b' }\", false",
        "\"${, 'b'}\", false",
      })
  void knowsWhichVariablesAreWellFormed(String text, boolean wellFormed) {
    assertThat(Template.isWellFormed(text)).isEqualTo(wellFormed);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "x${a | the variable `${a` is not closed",
        "x${} | a variable names no key",
        "x${a b} | the name of the variable `${a b}` holds ` `",
        "x${a,'b'}y | the default of the variable `${a,'b'}` is not in single quotes after a comma"
            + " and one space",
      })
  void saysWhatIsWrongWithAVariableAndHowToMendIt(String text, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Template.glob(text, true))
        .withMessage(
            problem + "; write `${key}` or `${key, 'default'}`, or `${$}` for a dollar sign");
  }

  @Test
  void knowsTheKeysOfItsVariables() {
    assertThat(Template.glob("${a:b}*x${C:d}?*${e:f, 'g'}${*}", true).keys())
        .containsExactly("a:b", "c:d", "e:f");
    assertThat(Template.glob("${a:b}*", false).keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "*${x:none, ''}* | \"\"",
        "${x:none, ''}a | a",
        "a${x:none, ''} | a",
        "*a${x:none, ''}?* | ab"
      })
  void takesADefaultOfNothingAnywhere(String pattern, String text) {
    assertThat(Template.glob(pattern, true).matches(text, RequestContext.EMPTY)).isTrue();
  }

  @Test
  void matchesNothingIfAVariableHasNoValueHoweverNearlyTheRestMatches() {
    Template template = Template.glob("*" + "a".repeat(100) + "${x:none}*", true);

    assertThat(template.matches("a".repeat(1_000), RequestContext.EMPTY)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"b, true", "cb, false", "c, false", "bc, true"})
  void seeksTheValueOfAVariableHoweverNearlyTheTextHasIt(String end, boolean found) {
    RequestContext context = RequestContext.builder().one("x:a", "a".repeat(100)).build();

    assertThat(Template.glob("*${x:a}b*", true).matches("a".repeat(1_000) + end, context))
        .isEqualTo(found);
  }
}
