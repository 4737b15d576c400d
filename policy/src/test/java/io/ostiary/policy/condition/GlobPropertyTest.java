package io.ostiary.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.Tries;
import io.ostiary.policy.request.RequestContext;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random patterns against random texts of few letters, so that matches are frequent. */
class GlobPropertyTest {
  private static final int TRIES = Tries.of(5_000);
  private static final String[] LETTERS = {"a", "b", "A", ":", "\n", "\uD83D\uDE00"};
  private static final String[] PIECES = {"*", "?", "*", "a", "b", "A", ":", "\uD83D\uDE00"};
  private static final String[] VARIABLES = {"${x:v}", "${*}", "${?}", "${$}", "${x:none, 'b'}"};

  static Stream<Long> seeds() {
    return LongStream.range(0, 20).boxed();
  }

  private static String text(Random random, String[] from, int most) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      text.append(from[random.nextInt(from.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void agreesWithATableOfAllPrefixes(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      String pattern = text(random, PIECES, 7);
      String text = text(random, LETTERS, 9);

      assertThat(Template.glob(pattern, true).matches(text, RequestContext.EMPTY))
          .as("`%s` on `%s`", pattern, text)
          .isEqualTo(tableMatches(pattern.codePoints().toArray(), text.codePoints().toArray()));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void takesTheValuesOfVariablesLiterally(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      String before = text(random, PIECES, 3);
      String variable = VARIABLES[random.nextInt(VARIABLES.length)];
      String after = text(random, PIECES, 3);
      String value = "*" + text(random, LETTERS, 2);
      String text = text(random, new String[] {"a", "b", "*", "?", "$", ":"}, 7);
      RequestContext context = RequestContext.builder().one("x:V", value).build();

      assertThat(Template.glob(before + variable + after, true).matches(text, context))
          .as("`%s%s%s` on `%s` where x:v is `%s`", before, variable, after, text, value)
          .isEqualTo(
              tableMatches(
                  concat(points(before, false), literal(variable, value), points(after, false)),
                  text.codePoints().toArray()));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void seesAPartOfATextAsIfItWereAlone(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      Template pattern = Template.glob(text(random, PIECES, 5), true);
      String before = text(random, LETTERS, 3);
      String text = text(random, LETTERS, 5);
      String whole = before + text + text(random, LETTERS, 3);

      assertThat(
              pattern.matches(
                  whole, before.length(), before.length() + text.length(), RequestContext.EMPTY))
          .isEqualTo(pattern.matches(text, RequestContext.EMPTY));
    }
  }

  private static int[] literal(String variable, String value) {
    return points(
        switch (variable) {
          case "${x:v}" -> value;
          case "${x:none, 'b'}" -> "b";
          default -> variable.substring(2, 3);
        },
        true);
  }

  /** The code points of a pattern; literal wildcards are made negative. */
  private static int[] points(String text, boolean literal) {
    return text.codePoints().map(c -> literal && (c == '*' || c == '?') ? -c : c).toArray();
  }

  private static int[] concat(int[]... parts) {
    return Stream.of(parts).flatMapToInt(java.util.Arrays::stream).toArray();
  }

  /** Whether each prefix of the pattern matches each prefix of the text, one after the other. */
  private static boolean tableMatches(int[] pattern, int[] text) {
    boolean[][] matches = new boolean[pattern.length + 1][text.length + 1];
    matches[0][0] = true;
    for (int p = 1; p <= pattern.length; p++) {
      int piece = pattern[p - 1];
      for (int t = 0; t <= text.length; t++) {
        if (piece == '*') {
          matches[p][t] = matches[p - 1][t] || (t > 0 && matches[p][t - 1]);
        } else {
          matches[p][t] =
              t > 0 && (piece == '?' || Math.abs(piece) == text[t - 1]) && matches[p - 1][t - 1];
        }
      }
    }
    return matches[pattern.length][text.length];
  }
}
