package io.ostiary.endpoint.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.filter.http.CanonicalRequest.Parameter;
import io.ostiary.filter.http.FormParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the fields of a form are read, and what is said of those that are not as they must be. */
class ParametersTest {
  private static final Text NAME = Text.of(2, 4, "[\\w]+", Text::isWord);

  /** The form {@code A=1&B=2}, unescaped. */
  private static Parameters form(String text) {
    List<Parameter> fields = new ArrayList<>();
    for (String field : text.split("&", -1)) {
      int equals = field.indexOf('=');
      fields.add(new Parameter(field.substring(0, equals), field.substring(equals + 1)));
    }
    return Parameters.of(new FormParameters(fields));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Other=1   | Value null at 'name' failed to satisfy constraint: Member must not be null",
        "Name=     | Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2",
        "Name=abcde| Value 'abcde' at 'name' failed to satisfy constraint: Member must have length less than or equal to 4",
        "Name=a b  | Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w]+",
      })
  void aTextFailsOneConstraint(String form, String message) {
    Parameters in = form(form);
    in.text("Name", NAME);
    assertThatThrownBy(in::complete)
        .isInstanceOfSatisfying(
            OperationException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("ValidationError");
              assertThat(refused.status()).isEqualTo(400);
            })
        .hasMessage("1 validation error detected: " + message);
  }

  @Test
  void aTextMayFailTwoConstraints() {
    Parameters in = form("Name=a b c d");
    in.text("Name", NAME);
    assertThatThrownBy(in::complete)
        .hasMessage(
            "2 validation errors detected: Value 'a b c d' at 'name' failed to satisfy constraint:"
                + " Member must have length less than or equal to 4; Value 'a b c d' at 'name'"
                + " failed to satisfy constraint:"
                + " Member must satisfy regular expression pattern: [\\w]+");
  }

  @Test
  void aHiddenTextIsNotShown() {
    Parameters in = form("Password=a b");
    in.text("Password", NAME.hidden());
    assertThatThrownBy(in::complete)
        .hasMessage(
            "1 validation error detected: Value at 'password' failed to satisfy constraint:"
                + " Member must satisfy regular expression pattern: [\\w]+");
  }

  @Test
  void charactersCountAndNotTheirCodeUnits() {
    Parameters in = form("Name=😀😀😀😀");
    assertThat(in.text("Name", Text.of(4, 4))).isEqualTo("😀😀😀😀");
    assertThatCode(in::complete).doesNotThrowAnyException();
  }

  @Test
  void severalFaultsAreToldTogether() {
    Parameters in = form("Name=a&Count=1001&Flag=yes");
    in.text("Name", NAME);
    in.text("Missing", NAME);
    in.optionalInteger("Count", 1, 1000);
    in.flag("Flag");
    assertThatThrownBy(in::complete)
        .hasMessage(
            "4 validation errors detected:"
                + " Value 'a' at 'name' failed to satisfy constraint:"
                + " Member must have length greater than or equal to 2;"
                + " Value null at 'missing' failed to satisfy constraint: Member must not be null;"
                + " Value '1001' at 'count' failed to satisfy constraint:"
                + " Member must have value less than or equal to 1000;"
                + " Value 'yes' at 'flag' failed to satisfy constraint:"
                + " Member must satisfy enum value set: [true, false]");
  }

  @Test
  void aTextThatMayBeLeftOutIsStillCheckedWhenThere() {
    Parameters in = form("Name=a");
    assertThat(in.optionalText("Name", NAME)).contains("a");
    assertThat(in.optionalText("Other", NAME)).isEmpty();
    assertThatThrownBy(in::complete).hasMessageContaining("1 validation error detected: Value 'a'");
  }

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "1000,1000",
    "007,7",
  })
  void aNumberIsDecimal(String text, int number) {
    Parameters in = form("Count=" + text);
    assertThat(in.optionalInteger("Count", 1, 1000)).isEqualTo(OptionalInt.of(number));
    assertThatCode(in::complete).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "'',an integer",
    "x,an integer",
    "-,an integer",
    "1.5,an integer",
    "+1,an integer",
    "٣,an integer",
    "99999999999,an integer",
    "0,greater than or equal to 1",
    "-5,greater than or equal to 1",
    "1001,less than or equal to 1000"
  })
  void whatIsNotSuchANumberIsRefused(String text, String message) {
    Parameters in = form("Count=" + text);
    in.optionalInteger("Count", 1, 1000);
    assertThatThrownBy(in::complete).hasMessageContaining("'count'").hasMessageEndingWith(message);
  }

  @Test
  void aNumberOrFlagMayBeLeftOut() {
    Parameters in = form("Yes=true&No=false");
    assertThat(in.optionalInteger("Count", 1, 1000)).isEmpty();
    assertThat(in.flag("Yes")).isTrue();
    assertThat(in.flag("No")).isFalse();
    assertThat(in.flag("Neither")).isFalse();
    assertThatCode(in::complete).doesNotThrowAnyException();
  }

  @Test
  void aWordIsOneOfTheSet() {
    List<String> words = List.of("Active", "Inactive");
    assertThat(form("Status=Active").word("Status", words)).isEqualTo("Active");
    Parameters in = form("Status=active");
    in.word("Status", words);
    in.word("Other", words);
    assertThatThrownBy(in::complete)
        .hasMessage(
            "2 validation errors detected: Value 'active' at 'status' failed to satisfy"
                + " constraint: Member must satisfy enum value set: [Active, Inactive];"
                + " Value null at 'other' failed to satisfy constraint: Member must not be null");
  }

  @Test
  void aWordOrFlagThatIsLeftOutIsTellable() {
    Parameters in = form("Scope=All&Reset=false");
    assertThat(in.optionalWord("Scope", List.of("All", "Local"))).contains("All");
    assertThat(in.optionalWord("Filter", List.of("All"))).isEmpty();
    assertThat(in.optionalFlag("Reset")).contains(false);
    assertThat(in.optionalFlag("Other")).isEmpty();
    assertThatCode(in::complete).doesNotThrowAnyException();
  }

  @Test
  void aListIsInTheOrderOfItsNumbersWhateverTheGaps() {
    Parameters in = form("Keys.member.10=c&Keys.member.2=b&Keys.member.1=a");
    assertThat(in.list("Keys", 3, key -> key.text("", Text.of(1, 9))))
        .containsExactly("a", "b", "c");
    assertThatCode(in::complete).doesNotThrowAnyException();
  }

  @Test
  void aListOfStructuresReadsTheirFields() {
    Parameters in =
        form("Tags.member.2.Value=w&Tags.member.2.Key=b&Tags.member.1.Key=a&Tags.member.1.Value=");
    assertThat(
            in.list(
                "Tags",
                50,
                tag -> tag.text("Key", Text.of(1, 9)) + "=" + tag.text("Value", Text.of(0, 9))))
        .containsExactly("a=", "b=w");
    assertThatCode(in::complete).doesNotThrowAnyException();
  }

  @Test
  void aListInAStructureInAList() {
    Parameters in = form("Entries.member.3.Values.member.7=x&Entries.member.3.Values.member.8=y");
    assertThat(
            in.list(
                "Entries",
                9,
                entry -> entry.list("Values", 9, value -> value.text("", Text.of(1, 9)))))
        .containsExactly(List.of("x", "y"));
    assertThatCode(in::complete).doesNotThrowAnyException();
  }

  @Test
  void theEmptyListIsABareName() {
    Parameters in = form("Tags=&Keys.member=");
    assertThat(in.list("Tags", 50, tag -> tag.text("Key", NAME))).isEmpty();
    assertThat(in.list("Keys", 50, key -> key.text("", NAME))).isEmpty();
    assertThat(in.list("Others", 50, tag -> tag.text("Key", NAME))).isEmpty();
    assertThatCode(in::complete).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"Tags=x", "Tags=&Tags.member.1.Key=ab"})
  void aBareNameThatIsNotTheEmptyListIsRefused(String form) {
    Parameters in = form(form);
    in.list("Tags", 50, tag -> tag.text("Key", NAME));
    assertThatThrownBy(in::complete)
        .hasMessageContaining("at 'tags' failed to satisfy constraint: Member must be a list");
  }

  @Test
  void aFaultInAListNamesTheMember() {
    Parameters in = form("Tags.member.4.Key=toolong&Tags.member.5.Value=x");
    in.list("Tags", 50, tag -> tag.text("Key", NAME) + tag.optionalText("Value", Text.of(0, 9)));
    assertThatThrownBy(in::complete)
        .hasMessageContaining("Value 'toolong' at 'tags.4.member.key' failed")
        .hasMessageContaining("Value null at 'tags.5.member.key' failed");
  }

  @Test
  void aListThatIsTooLongIsNotEvenRead() {
    Parameters in = form("Keys.member.1=a&Keys.member.2=b&Keys.member.3=c");
    in.list(
        "Keys",
        2,
        key -> {
          throw new AssertionError("read");
        });
    assertThatThrownBy(in::complete)
        .hasMessage(
            "1 validation error detected: Value '3 members' at 'keys' failed to satisfy"
                + " constraint: Member must have length less than or equal to 2");
  }

  @ParameterizedTest
  @CsvSource({
    "Keys.member.0=a",
    "Keys.member.01=a",
    "Keys.member.-1=a",
    "Keys.member.=a",
    "Keys.member.x=a",
    "Keys.member.1000000=a",
    "Keys.member.99999999999999999999=a"
  })
  void aMembersNumberHasOneSpelling(String form) {
    Parameters in = form(form);
    assertThatThrownBy(() -> in.list("Keys", 9, key -> key.text("", NAME)))
        .isInstanceOfSatisfying(
            OperationException.class,
            refused -> assertThat(refused.code()).isEqualTo("InvalidQueryParameter"))
        .hasMessageContaining("count from 1");
  }

  @ParameterizedTest
  @CsvSource({"userName=ab", "username=ab", "Extra=", "Name.member.1=ab"})
  void aFieldThatNothingReadsIsRefused(String extra) {
    Parameters in = form("Action=GetUser&Version=2010-05-08&X-Amz-Date=now&Name=ab&" + extra);
    in.text("Name", NAME);
    assertThatThrownBy(in::complete)
        .isInstanceOfSatisfying(
            OperationException.class,
            refused -> assertThat(refused.code()).isEqualTo("InvalidQueryParameter"))
        .hasMessageContaining("'" + extra.substring(0, extra.indexOf('=')) + "'");
  }

  @Test
  void aMessageShowsNoControlCharactersAndNoEndlessValues() {
    Parameters in = form("Name=" + "\u0000\u001b[31m" + "x".repeat(100_000));
    in.text("Name", NAME);
    assertThatThrownBy(in::complete)
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(600))
        .hasMessageContaining("'\uFFFD\uFFFD[31mxxx")
        .hasMessageContaining("xxx…'");
  }
}
