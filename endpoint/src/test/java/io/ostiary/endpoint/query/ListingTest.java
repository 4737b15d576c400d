package io.ostiary.endpoint.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Page after page shows everything once, whatever comes and goes meanwhile. */
class ListingTest {
  private static final Markers MARKERS = new Markers(new byte[32]);
  private static final Listing<String> NAMES =
      new Listing<>("Names", name -> name, XmlWriter::text);

  private static Page<String> page(int maxItems, Optional<String> marker, List<String> all) {
    return NAMES.page("ListNames/1", new Paging(maxItems, marker), all, MARKERS);
  }

  @Test
  void namesAreSortedIgnoringCase() {
    assertThat(page(10, Optional.empty(), List.of("b", "C", "a", "B")).items())
        .containsExactly("a", "B", "b", "C");
  }

  @Test
  void onlyAPageWithMoreBehindItHasAMarker() {
    assertThat(page(2, Optional.empty(), List.of("a", "b")).marker()).isEmpty();
    assertThat(page(2, Optional.empty(), List.of("a", "b", "c")).marker()).isPresent();
    assertThat(page(2, Optional.empty(), List.of()).items()).isEmpty();
  }

  @Test
  void aPageBeginsAfterTheOneBeforeEvenIfItsLastIsGone() {
    Page<String> first = page(2, Optional.empty(), List.of("a", "b", "c", "d"));
    assertThat(page(2, first.marker(), List.of("c", "d", "bb", "aa")).items())
        .containsExactly("bb", "c");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatStaysIsSeenExactlyOnce(long seed) {
    Random random = new Random(seed);
    TreeSet<String> staying = new TreeSet<>();
    IntStream.range(0, 40).forEach(i -> staying.add("Stay" + random.nextInt(1000)));
    List<String> seen = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    do {
      List<String> all = new ArrayList<>(staying);
      IntStream.range(0, random.nextInt(30)).forEach(i -> all.add("stay" + random.nextInt(1000)));
      Page<String> page = page(1 + random.nextInt(7), marker, all);
      seen.addAll(page.items());
      marker = page.marker();
    } while (marker.isPresent());
    assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
  }

  @Test
  void theAnswerHasTheListAndWhetherThereIsMore() {
    XmlWriter xml = new XmlWriter();
    NAMES.write(xml, page(1, Optional.empty(), List.of("a", "b")));
    assertThat(xml.toString())
        .startsWith("<Names><member>a</member></Names><IsTruncated>true</IsTruncated><Marker>");
    XmlWriter last = new XmlWriter();
    NAMES.write(last, page(1, Optional.empty(), List.of("a")));
    assertThat(last)
        .hasToString("<Names><member>a</member></Names><IsTruncated>false</IsTruncated>");
  }
}
