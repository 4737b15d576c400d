package io.ostiary.policy.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.ostiary.policy.json.JsonReader;
import io.ostiary.policy.validation.Finding;
import io.ostiary.policy.validation.FindingLevel;
import io.ostiary.policy.validation.PolicyValidator;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents that nobody writes who means well. Each is refused at its place, or read, in memory
 * that is a small multiple of the document.
 */
@Tag("once")
class HostileDocumentTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** For exceptions with their stack traces, and for whatever the virtual machine does itself. */
  private static final long SMALL_CHANGE = 4L << 20;

  private static final long BYTES_PER_CHARACTER = 256;

  private static final int MOST = JsonReader.MAX_CHARACTERS;

  /**
   * A text that is no policy.
   *
   * @param place line and column of the fault that is reported first
   */
  record Hostile(String name, String text, String place, Malformation fault) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> refused() {
    return Stream.of(
            tooLarge(), encodings(), numbers(), texts(), repetitions(), endings(), templates())
        .flatMap(List::stream);
  }

  private static List<Hostile> tooLarge() {
    return List.of(
        tooLarge("a hundred thousand open lists", "[".repeat(100_000), "1:12"),
        tooLarge("fifty thousand objects", "{\"\":".repeat(50_000), "1:45"),
        tooLarge("lists and objects in turn", "[{\"a\":".repeat(40_000), "1:32"),
        tooLarge(
            "a list too deep in a condition", policy("\"Condition\": " + "[".repeat(12)), "2:40"),
        tooLarge("a list of ten million characters", "[\"" + "x".repeat(10_000_000), "1:1"),
        tooLarge("a text of ten million characters", text("x".repeat(10_000_000)), "1:1"),
        tooLarge("a name of ten million characters", "{\"" + "x".repeat(10_000_000), "1:1"),
        tooLarge("a million members", "{" + members(1_000_000) + "}", "1:1"),
        tooLarge("a number of a million digits", "1".repeat(1_000_000), "1:1"),
        tooLarge("blanks without end", "{}" + " ".repeat(MOST - 1), "1:1"),
        tooLarge(
            "empty lists without end", "[" + "[],".repeat(JsonReader.MAX_VALUES) + "1]", "1:98303"),
        tooLarge("empty objects", "[" + "{},".repeat(JsonReader.MAX_VALUES) + "1]", "1:98303"));
  }

  private static List<Hostile> encodings() {
    String sound = "{\"Statement\": " + "[]}";
    return List.of(
        noJson("a byte order mark", "\uFEFF" + sound, "1:1"),
        noJson("a byte order mark alone", "\uFEFF", "1:1"),
        noJson("a byte order mark after a blank", " \uFEFF" + sound, "1:2"),
        noJson("a byte order mark after the document", "{}\n\uFEFF", "2:1"),
        noJson("the other byte order mark", "\uFFFE" + sound, "1:1"),
        noJson(
            "UTF-16 read as UTF-8",
            new String(sound.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_8),
            "1:1"),
        noJson(
            "UTF-16 read as Latin-1",
            new String(sound.getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1),
            "1:4"),
        noJson(
            "UTF-16 without a mark read as UTF-8",
            new String(sound.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_8),
            "1:3"),
        noJson("UTF-8 of a surrogate", utf8("{\"Id\": \"", 0xED, 0xA0, 0x80, "\"]"), "1:11"),
        noJson("half a character", "{\"Id\": \"\uD83D\"}", "1:9"),
        noJson("the other half", "{\n\"Id\": \"ab\uDE00\"}", "2:10"),
        noJson("halves in the wrong order", "{\"Id\": \"\uDE00\uD83D\"}", "1:9"),
        noJson("half a character at the end", "{}\uD83D", "1:3"),
        noJson("half a character outside texts", "{\uDE00}", "1:2"),
        noJson("half a character in a name", "{\"I\uD83Dd\": 1}", "1:4"),
        noJson("half a character in an escape", "{\"Id\": \"\\uD83D\"}", "1:8"),
        noJson(
            "half a character in an escape and half as such",
            "{\"Id\": \"\\uD83D\uDE00\"}",
            "1:15"),
        noJson("the other half in an escape in a name", "{\"\\uDE00d\": 1}", "1:2"),
        noJson("two first halves in escapes", "{\"Id\": \"\\uD83D\\uD83D\\uDE00\"}", "1:8"));
  }

  private static List<Hostile> numbers() {
    String digits = "9".repeat(MOST - 20);
    return List.of(
        noJson("a number of all digits there is room for", "[" + digits + "]", "1:2"),
        noJson("a negative one", "[-" + digits + "]", "1:2"),
        noJson("digits after the point", "[0." + digits + "]", "1:2"),
        noJson("digits in the exponent", "[1e" + digits + "]", "1:2"),
        noJson("zeros in front", "[007]", "1:3"),
        noJson("a plus sign", "[+7]", "1:3"),
        noJson("no digit before the point", "[.7]", "1:2"),
        noJson("no digit after the point", "[7.]", "1:3"),
        noJson("no digit in the exponent", "[7e]", "1:3"),
        noJson("sixteen's digits", "[0x7]", "1:3"),
        noJson("digits of another script", "[\u0667]", "1:2"),
        noJson("no number", "[NaN]", "1:5"),
        noJson("the infinite", "[-Infinity]", "1:11"));
  }

  private static List<Hostile> texts() {
    return List.of(
        noJson("a raw zero in a text", "{\"Id\": \"a\0b\"}", "1:10"),
        noJson("a raw zero in a name", "{\"I\0d\": 1}", "1:4"),
        noJson("a raw zero outside", "{}\0", "1:4"),
        noJson("a line feed in a text", "{\"Id\": \"a\nb\"}", "1:10"),
        noJson("an unknown escape", "{\"Id\": \"\\x41\"}", "1:10"),
        noJson("an escape of three digits", "{\"Id\": \"\\u004\"}", "1:9"),
        noJson("an escape of other digits", "{\"Id\": \"\\u00\u0664\u0661\"}", "1:9"),
        noJson(
            "escapes without end", text("\\u0041".repeat(40_000)).replace("\"}", ""), "1:240009"),
        noJson("a backslash at the end", "{\"Id\": \"\\", "1:10"),
        hostile(
            "a zero in a Sid", policy("\"Sid\": \"a\\u0000b\""), "2:25", Malformation.INVALID_SID),
        hostile(
            "a zero in a name",
            policy("\"\\u0000\": 1"),
            "2:18",
            Malformation.INVALID_POLICY_ELEMENT));
  }

  private static List<Hostile> repetitions() {
    return List.of(
        hostile(
            "a member twice",
            "{\"Id\": \"\", \"Id\": \"\"}",
            "1:12",
            Malformation.DUPLICATE_MEMBER),
        hostile(
            "a member twice, deep in what is not looked at",
            "{\"Id\": [[{\"a\": 1, \"b\": 2, \"\\u0061\": 3}]]}",
            "1:27",
            Malformation.DUPLICATE_MEMBER),
        hostile(
            "names of one hash code, and one twice",
            "{" + collisions() + "\"AaAa\": 1}",
            "1:118795",
            Malformation.DUPLICATE_MEMBER),
        hostile(
            "as many unknown members as there is room for",
            "{" + members(28_000) + "}",
            "1:2",
            Malformation.INVALID_POLICY_ELEMENT),
        hostile(
            "an unknown name as long as there is room for",
            "{\"" + "x".repeat(MOST - 8) + "\": 1}",
            "1:2",
            Malformation.INVALID_POLICY_ELEMENT),
        hostile(
            "a known name in Turkish letters",
            "{\"Vers\u0131on\": \"2012-10-17\"}",
            "1:2",
            Malformation.INVALID_POLICY_ELEMENT));
  }

  private static List<Hostile> endings() {
    return List.of(
        noJson("a second document", "{}{}", "1:3"),
        noJson("a closing bracket too many", "{}]", "1:3"),
        noJson("a comment after the document", "{} // all of it", "1:4"),
        noJson("text far behind the document", "{}" + "\n".repeat(200_000) + "x", "200001:2"),
        noJson("a member without a value", "{\"Id\"}", "1:6"),
        noJson("a list closed as an object", "{\"Id\": [}", "1:9"));
  }

  private static List<Hostile> templates() {
    return List.of(
        resource("a variable in a variable", "${a${b}}"),
        resource("variables in variables without end", "${".repeat(100_000)),
        resource("variables in variables, all closed", "${".repeat(60_000) + "}".repeat(60_000)),
        resource("a variable in a default without its quotes", "${a, ${b}}"),
        resource("a hundred thousand variables and an open one", "${a}".repeat(60_000) + "${"),
        resource("a variable of no name", "${}"),
        resource("a name with a zero", "${a\\u0000}"),
        hostile(
            "a value whose variable is open, after many that are not",
            policy(
                "\"Condition\": {\"StringLike\": {\"a:b\": ["
                    + "\"${a}*\", ".repeat(25_000)
                    + "\"${\"]}}"),
            "2:225055",
            Malformation.INVALID_VARIABLE));
  }

  private static Hostile hostile(String name, String text, String place, Malformation fault) {
    return new Hostile(name, text, place, fault);
  }

  private static Hostile tooLarge(String name, String text, String place) {
    return hostile(name, text, place, Malformation.DOCUMENT_TOO_LARGE);
  }

  private static Hostile noJson(String name, String text, String place) {
    return hostile(name, text, place, Malformation.JSON_SYNTAX_ERROR);
  }

  private static Hostile resource(String name, String resource) {
    String text =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*",
        "Resource": "arn:aws:s3:::b/%s"}}"""
            .formatted(resource);
    return hostile(name, text, "2:13", Malformation.INVALID_VARIABLE);
  }

  private static String text(String text) {
    return "{\"Id\": \"" + text + "\"}";
  }

  private static String policy(String more) {
    return """
        {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*",
        "Resource": "*", %s}}"""
        .formatted(more);
  }

  private static String members(int count) {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < count; i++) {
      members.append('"').append(Integer.toString(i, 36)).append("\":1,");
    }
    return members.append("\"\":1").toString();
  }

  /** Members whose names all have the hash code of {@code AaAaAaAaAaAa}, and {@code AaAa}. */
  private static String collisions() {
    StringBuilder members = new StringBuilder("\"AaAa\":1,");
    for (int i = 0; i < 1 << 12; i++) {
      members.append('"');
      for (int bit = 0; bit < 12; bit++) {
        members.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      members.append("\":1,");
    }
    return members.toString();
  }

  private static String utf8(String before, int first, int second, int third, String after) {
    byte[] surrogate = {(byte) first, (byte) second, (byte) third};
    return before + new String(surrogate, StandardCharsets.UTF_8) + after;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesAtThePlace(Hostile one) {
    PolicySyntaxException fault =
        catchThrowableOfType(
            PolicySyntaxException.class, () -> Policy.parse(one.text(), PolicyType.IDENTITY));

    assertThat(fault).as(one.name()).isNotNull();
    assertThat(fault.malformation()).as(fault.problem()).isEqualTo(one.fault());
    assertThat(fault.line() + ":" + fault.column()).as(fault.problem()).isEqualTo(one.place());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void findsAnErrorInEach(Hostile one) {
    PolicyValidator validator = PolicyValidator.of(List.of());

    assertThat(validator.findings(one.text(), PolicyType.IDENTITY))
        .as(one.name())
        .extracting(Finding::level)
        .contains(FindingLevel.ERROR);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesInLittleMemory(Hostile one) {
    long allowed = SMALL_CHANGE + BYTES_PER_CHARACTER * Math.min(one.text().length(), MOST);
    PolicyValidator validator = PolicyValidator.of(List.of());

    assertThat(bytes(() -> Policy.faults(one.text(), PolicyType.IDENTITY)))
        .as("reading %s", one)
        .isLessThan(allowed);
    assertThat(bytes(() -> validator.findings(one.text(), PolicyType.IDENTITY)))
        .as("finding what is wrong with %s", one)
        .isLessThan(4 * allowed);
  }

  /** Were the name in each finding, they would take some gigabytes. */
  @ParameterizedTest
  @ValueSource(strings = {"StringEquals", "DateLessThan", "IpAddress", "Null", "Bool", "ArnLike"})
  void findsMuchUnderALongNameInLittleMemory(String operator) {
    String text =
        policy(
            "\"Condition\": {\"%s\": {\"a:%s\": [%s\"b\"]}}"
                .formatted(operator, "x".repeat(100_000), "\"a* \", ".repeat(15_000)));
    PolicyValidator validator = PolicyValidator.of(List.of());

    assertThat(bytes(() -> validator.findings(text, PolicyType.IDENTITY))).isLessThan(1L << 30);
  }

  /** What a step allocates once all classes are loaded. */
  private static long bytes(Callable<?> step) {
    return Math.min(bytesOfOne(step), bytesOfOne(step));
  }

  private static long bytesOfOne(Callable<?> step) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    try {
      assertThat(step.call()).isNotNull();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
