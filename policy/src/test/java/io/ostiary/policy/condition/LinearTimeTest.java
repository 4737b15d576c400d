package io.ostiary.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.Tries;
import io.ostiary.policy.request.RequestContext;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Matching compares each character of a text a bounded number of times, whatever the pattern. */
class LinearTimeTest {
  private static final int LENGTH = 20_000;

  /** Counts the characters that are compared. */
  private static final class CountingLetters extends Letters {
    private long compared;

    @Override
    char fold(char c) {
      compared++;
      return c;
    }
  }

  static Stream<Long> seeds() {
    return LongStream.range(0, 10).boxed();
  }

  @ParameterizedTest
  @CsvSource({
    "a*, 10000, b",
    "*a, 10000, *b",
    "a*, 1, b",
    "*aaaaaaaaaaaaaaaaaaaa, 1, b*",
    "a, 10000, b*",
    "*a?, 1000, *b",
    "*ab, 1, *",
    "*${x:long}, 1, b*",
    "*${x:long}?, 3, b*",
  })
  void comparesEachCharacterABoundedNumberOfTimes(String repeated, int times, String end) {
    String pattern = repeated.repeat(times) + end;
    RequestContext context = RequestContext.builder().one("x:long", "a".repeat(LENGTH / 4)).build();
    CountingLetters letters = new CountingLetters();
    Template template = new Template(TemplateReader.read(pattern, true, true), letters);

    assertThat(template.matches("a".repeat(LENGTH), context)).isFalse();
    assertThat(letters.compared).isLessThan(3L * Template.PATIENCE * (LENGTH + pattern.length()));
  }

  @ParameterizedTest
  @CsvSource({"false, 1.75, 2", "true, 50, 80"})
  void searchesInStepsProportionalToTheText(boolean any, double atLeast, double atMost) {
    LinearSearch.Wanted wanted = new LinearSearch.Wanted(Letters.EXACT);
    wanted.add("a".repeat(4999));
    if (any) {
      wanted.addAny();
    }
    wanted.add("b");
    LinearSearch search = new LinearSearch(wanted);

    assertThat(search.endOfFirst("a".repeat(LENGTH), 0, LENGTH)).isEqualTo(-1);
    assertThat(1.0 * search.steps() / (LENGTH + 5000)).isBetween(atLeast, atMost);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void findsWhatThePlainSearchFinds(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < Tries.of(1_000); i++) {
      String piece =
          text(random, 80, "a", "a", "b", "A", "\uD83D\uDE00", random.nextBoolean() ? "?" : "a");
      String text =
          text(random, 40, "a", "a", "b", "\uD83D\uDE00") + piece.replace('?', 'b') + "ab";
      if (random.nextInt(3) == 0) {
        piece = piece + 'b';
      }
      for (Letters letters : new Letters[] {Letters.EXACT, Letters.FOLDED}) {
        Part part = TemplateReader.read(piece, true, false).get(0);
        LinearSearch.Wanted wanted = new LinearSearch.Wanted(letters);
        part.addTo(wanted, RequestContext.EMPTY);

        assertThat(new LinearSearch(wanted).endOfFirst(text, 0, text.length()))
            .as("`%s` in `%s`", piece, text)
            .isEqualTo(plainly(part, text, letters));
      }
    }
  }

  private static int plainly(Part part, String text, Letters letters) {
    for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      int end = part.after(text, at, text.length(), RequestContext.EMPTY, letters);
      if (end >= 0) {
        return end;
      }
    }
    return -1;
  }

  private static String text(Random random, int most, String... from) {
    StringBuilder text = new StringBuilder("a");
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      text.append(from[random.nextInt(from.length)]);
    }
    return text.toString();
  }
}
