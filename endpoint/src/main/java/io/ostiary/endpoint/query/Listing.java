package io.ostiary.endpoint.query;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How things are listed: in the order of their keys ignoring case, a page at a time. A page begins
 * after the key with which the one before ended, whether or not that thing still exists; so what
 * comes and goes between two pages makes the reader neither miss nor repeat anything else.
 *
 * @param element the list's element in the answer
 * @param key tells things apart and sorts them; at most 200 characters
 * @param member writes one
 */
public record Listing<T>(String element, Function<T, String> key, BiConsumer<XmlWriter, T> member) {

  private static final Comparator<String> ORDER =
      String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

  /**
   * One page.
   *
   * @param listed what is listed; a marker is good for that only
   * @param all in any order
   */
  Page<T> page(String listed, Paging paging, List<T> all, Markers markers) {
    Optional<String> after = paging.marker().map(marker -> markers.open(listed, marker));
    List<T> rest =
        all.stream()
            .filter(item -> after.isEmpty() || ORDER.compare(key.apply(item), after.get()) > 0)
            .sorted(Comparator.comparing(key, ORDER))
            .limit(paging.maxItems() + 1L)
            .toList();
    if (rest.size() <= paging.maxItems()) {
      return new Page<>(rest, Optional.empty());
    }
    List<T> items = rest.subList(0, paging.maxItems());
    String last = key.apply(items.get(items.size() - 1));
    return new Page<>(items, Optional.of(markers.seal(listed, last)));
  }

  void write(XmlWriter xml, Page<T> page) {
    xml.list(element, page.items(), member);
    writeEnd(xml, page);
  }

  /** Writes whether a page is the last, and else how to ask for the next. */
  static void writeEnd(XmlWriter xml, Page<?> page) {
    xml.element("IsTruncated", page.marker().isPresent());
    page.marker().ifPresent(marker -> xml.element("Marker", marker));
  }
}
