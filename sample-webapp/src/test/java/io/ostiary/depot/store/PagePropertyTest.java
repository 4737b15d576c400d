package io.ostiary.depot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages agree with a listing that is written down naively. */
class PagePropertyTest {
  private static final String[] PIECES = {"a", "b", "/", "é", "\uFFFD", "😀", "\uD7FF", "~"};

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void pagesTogetherAreTheListing(int seed) {
    Random random = new Random(seed);
    NavigableMap<String, String> names = new TreeMap<>(KeyOrder.BY_UTF8_BYTES);
    for (int count = random.nextInt(30); count > 0; count--) {
      String name = text(random, 1 + random.nextInt(5));
      names.put(name, name);
    }
    String prefix = text(random, random.nextInt(3));
    String delimiter = random.nextBoolean() ? "/" : "";
    List<String> paged = new ArrayList<>();
    String after = "";
    while (after != null) {
      Page<String> page =
          Page.of(names, new Page.Query(prefix, delimiter, after, 1 + random.nextInt(4)));
      paged.addAll(page.entries());
      paged.addAll(page.commonPrefixes());
      after = page.last();
    }
    assertThat(paged).doesNotHaveDuplicates();
    assertThat(paged.stream().sorted(KeyOrder.BY_UTF8_BYTES))
        .containsExactlyElementsOf(naive(names, prefix, delimiter));
  }

  private static List<String> naive(
      NavigableMap<String, String> names, String prefix, String delimiter) {
    return names.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> rolledUp(name, prefix, delimiter))
        .distinct()
        .sorted(PagePropertyTest::byBytes)
        .toList();
  }

  private static String rolledUp(String name, String prefix, String delimiter) {
    int at = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
    return at < 0 ? name : name.substring(0, at + delimiter.length());
  }

  private static int byBytes(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Random random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int count = 0; count < pieces; count++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
