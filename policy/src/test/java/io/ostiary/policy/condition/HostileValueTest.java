package io.ostiary.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ostiary.policy.request.RequestContext;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wanted values and values of requests that are made to take long. Each is compared in memory that
 * is a small multiple of both; one that tried every way to match would not end.
 */
@Tag("once")
class HostileValueTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long SMALL_CHANGE = 4L << 20;
  private static final long BYTES_PER_CHARACTER = 256;
  private static final int MANY = 100_000;

  /** A condition's value, a request's value, and whether the condition holds. */
  record Hostile(String name, String operator, String want, String have, boolean holds) {
    @Override
    public String toString() {
      return operator + ": " + name;
    }
  }

  static Stream<Hostile> values() {
    return Stream.of(patterns(), variables(), arns(), numbersAndDates(), addressesAndBytes())
        .flatMap(List::stream);
  }

  private static List<Hostile> patterns() {
    String a = "a".repeat(MANY);
    return List.of(
        like("asterisks between letters and no end", "a*".repeat(1_000) + "b", a, false),
        like("asterisks between letters", "a*".repeat(1_000) + "b", a + "b", true),
        like("asterisks on both sides", "*a".repeat(1_000) + "*b*", a, false),
        like("more letters than there are", "*a".repeat(MANY) + "*", a.substring(1), false),
        like("as many letters as there are", "*a".repeat(MANY) + "*", a, true),
        like("a piece that nearly matches", "*" + "a".repeat(1_000) + "b*", a, false),
        like("a piece that matches at last", "*" + "a".repeat(1_000) + "b*", a + "b", true),
        like("a piece with gaps that nearly matches", "*" + "a?".repeat(500) + "b*", a, false),
        like("asterisks only", "*".repeat(MANY), a, true),
        like("asterisks only, of nothing", "*".repeat(MANY), "", true),
        like("question marks", "?".repeat(MANY), a, true),
        like("a question mark too many", "?".repeat(MANY + 1), a, false),
        like("a question mark too few", "?".repeat(MANY - 1), a, false),
        like("question marks for pairs", "?".repeat(MANY), "\uD83D\uDE00".repeat(MANY), true),
        like("question marks for halves", "?".repeat(MANY), "\uD83D".repeat(MANY), true),
        like("question marks and asterisks", "?*".repeat(MANY), a, true),
        like("question marks, asterisks and no end", "?*".repeat(1_000) + "b", a, false),
        like(
            "letters in front of asterisks in turn",
            "ab*".repeat(5_000) + "c",
            "ab".repeat(MANY),
            false));
  }

  private static List<Hostile> variables() {
    String a = "a".repeat(MANY);
    return List.of(
        like("variables", "${x:a}".repeat(40_000), a.substring(0, 40_000), true),
        like("variables between asterisks", "*${x:a}".repeat(1_000) + "b", a, false),
        like("variables and no end", "${x:a}".repeat(1_000) + "*b", a, false),
        like(
            "a variable without value at the end", "${x:a}*".repeat(1_000) + "${x:none}", a, false),
        like("long variables between asterisks", "*${x:long}*${x:long}*", "a".repeat(3_000), true),
        like("a long variable that nearly matches", "*${x:long}b*", a, false),
        like("dollar signs", "${$}".repeat(MANY), "$".repeat(MANY), true),
        like("what looks like a variable in a value", "*${x:dollar}*", "${x:dollar}", true),
        like("defaults", "${x:none, 'a'}".repeat(10_000), a.substring(0, 10_000), true),
        like("a default that looks like a variable", "${x:none, '${x:a'}}", "${x:a}", true));
  }

  private static List<Hostile> arns() {
    String a = "a".repeat(MANY);
    return List.of(
        of(
            "asterisks in each part",
            "ArnLike",
            "arn:" + "a*a*b:".repeat(4) + "*",
            "arn:a:a:a:a:" + a,
            false),
        of(
            "colons without end",
            "ArnLike",
            "arn:*:*:*:*:*" + ":*".repeat(1_000),
            "arn" + ":".repeat(MANY),
            true),
        of(
            "a long part",
            "ArnLike",
            "arn:" + "a*".repeat(1_000) + "b:*:*:*:*",
            "arn:" + a + ":::::",
            false),
        of("a variable that is none", "ArnLike", "arn:*:${x':y}", "arn:::::", false),
        of("one before the last part", "ArnLike", "arn:*:${x':y}:*:*:*:*", "arn:::::", false),
        of("no colons", "ArnLike", "a".repeat(MANY), a, false),
        of(
            "a long resource",
            "ArnNotLike",
            "arn:::::" + "a*".repeat(1_000) + "b",
            "arn:::::" + a,
            true));
  }

  private static List<Hostile> numbersAndDates() {
    String nines = "9".repeat(1_000_000);
    return List.of(
        of("a million digits", "NumericEquals", nines, nines, false),
        of("a million digits of a request", "NumericLessThan", "1", nines, false),
        of("zeros in front", "NumericEquals", "0".repeat(1_000_000) + "1", "1", false),
        of("a great exponent", "NumericGreaterThan", "1", "1e999999999", true),
        of("a great exponent of a policy", "NumericEquals", "1e999999999", "1", false),
        of("a small exponent of a policy", "NumericGreaterThan", "1e-999999999", "0", false),
        of("great exponents", "NumericEquals", "10e999999998", "1e999999999", true),
        of("exponents far apart", "NumericLessThan", "1e999999999", "1e-999999999", true),
        of(
            "an exponent out of all bounds",
            "NumericEquals",
            "1e99999999999",
            "1e99999999999",
            false),
        of("nothing, greatly", "NumericEquals", "0e999999999", "0e-999999999", true),
        of("a million digits of a date", "DateLessThan", "2026-01-01", nines, false),
        of(
            "a million digits of a second",
            "DateEquals",
            "2026-01-01T00:00:00." + nines + "Z",
            "2026",
            false),
        of("a year of five digits", "DateEquals", "12026-01-01", "12026-01-01", false),
        of("a truth value without end", "Bool", "true", "true".repeat(250_000), false));
  }

  private static List<Hostile> addressesAndBytes() {
    return List.of(
        of("full stops", "IpAddress", "10.0.0.0/8", ".".repeat(MANY), false),
        of("colons", "IpAddress", "::/0", ":".repeat(MANY), false),
        of("digits", "IpAddress", "10.0.0.0/8", "1".repeat(MANY), false),
        of("zeros in front", "IpAddress", "10.0.0.0/8", "0".repeat(MANY) + "10.0.0.1", false),
        of(
            "a prefix of many digits",
            "IpAddress",
            "10.0.0.0/" + "8".repeat(MANY),
            "10.0.0.1",
            false),
        of(
            "a prefix of digits that overflow to a negative number",
            "IpAddress",
            "203.0.113.9/2499999999999999999999",
            "203.0.113.9",
            false),
        of(
            "an address with such a prefix",
            "IpAddress",
            "203.0.113.9",
            "203.0.113.9/2499999999999999999999",
            false),
        of("slashes", "IpAddress", "/".repeat(MANY), "10.0.0.1", false),
        of("ranges", "IpAddress", "0-255.".repeat(MANY), "10.0.0.1", false),
        of("a zone without end", "IpAddress", "fe80::/10", "fe80::1%" + "a".repeat(MANY), false),
        of("a million bytes", "BinaryEquals", "QUJD".repeat(250_000), "QUJD".repeat(250_000), true),
        of("bytes that break off", "BinaryEquals", "QUJD", "QUJD".repeat(250_000) + "Q", false));
  }

  private static Hostile like(String name, String want, String have, boolean holds) {
    return of(name, "StringLike", want, have, holds);
  }

  private static Hostile of(String name, String operator, String want, String have, boolean holds) {
    return new Hostile(name, operator, want, have, holds);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void comparesInLittleMemory(Hostile one) {
    RequestContext context =
        RequestContext.builder()
            .one("x:k", one.have())
            .one("x:a", "a")
            .one("x:long", "a".repeat(1_000))
            .one("x:dollar", "${x:dollar}")
            .build();
    long allowed = SMALL_CHANGE + BYTES_PER_CHARACTER * (one.want().length() + one.have().length());

    boolean[] held = new boolean[1];
    long bytes =
        bytes(
            () -> {
              Condition condition = Condition.of(one.operator(), "x:k", List.of(one.want()), true);
              held[0] = condition.holds(context);
              return condition;
            });

    assertThat(held[0]).as(one.toString()).isEqualTo(one.holds());
    assertThat(bytes).as(one.toString()).isLessThan(allowed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void explainsInLittleMemory(Hostile one) {
    RequestContext context =
        RequestContext.builder().one("x:k", one.have()).one("x:a", "a").build();
    Condition condition = Condition.of(one.operator(), "x:k", List.of(one.want()), true);
    long allowed = SMALL_CHANGE + BYTES_PER_CHARACTER * (one.want().length() + one.have().length());

    assertThat(bytes(() -> condition.explain(context))).as(one.toString()).isLessThan(allowed);
    assertThat(bytes(() -> condition.changes(context, !condition.holds(context))))
        .as(one.toString())
        .isLessThan(4 * allowed);
  }

  /** What a step allocates once all classes are loaded. */
  private static long bytes(Supplier<?> step) {
    return Math.min(bytesOfOne(step), bytesOfOne(step));
  }

  private static long bytesOfOne(Supplier<?> step) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    assertThat(step.get()).isNotNull();
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
