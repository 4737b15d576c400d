package io.ostiary.depot.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param entries what is listed by itself
 * @param commonPrefixes what stands for all names up to the delimiter, each once
 * @param last the greatest name or common prefix on this page, where the next one goes on; null if
 *     the listing ends here
 */
public record Page<T>(List<T> entries, List<String> commonPrefixes, @Nullable String last) {
  public Page {
    entries = List.copyOf(entries);
    commonPrefixes = List.copyOf(commonPrefixes);
  }

  /**
   * What to list.
   *
   * @param prefix of all names wanted; may be empty
   * @param delimiter after the prefix, names are rolled up at its first occurrence; empty for none
   * @param after only names above this one; a common prefix leaves out all it stands for
   * @param limit the most that entries and common prefixes together may be
   */
  public record Query(String prefix, String delimiter, String after, int limit) {}

  /** The page of {@code names} that {@code query} asks for. */
  static <T> Page<T> of(NavigableMap<String, T> names, Query query) {
    List<T> entries = new ArrayList<>();
    List<String> commonPrefixes = new ArrayList<>();
    String last = null;
    Map.Entry<String, T> next = first(names, query);
    while (next != null && next.getKey().startsWith(query.prefix())) {
      if (entries.size() + commonPrefixes.size() >= query.limit()) {
        return new Page<>(entries, commonPrefixes, last);
      }
      String common = commonPrefix(next.getKey(), query);
      if (common.isEmpty()) {
        entries.add(next.getValue());
        last = next.getKey();
        next = names.higherEntry(last);
      } else {
        commonPrefixes.add(common);
        last = common;
        next = above(names, common);
      }
    }
    return new Page<>(entries, commonPrefixes, null);
  }

  private static <T> Map.@Nullable Entry<String, T> first(
      NavigableMap<String, T> names, Query query) {
    if (KeyOrder.BY_UTF8_BYTES.compare(query.after(), query.prefix()) < 0) {
      return names.ceilingEntry(query.prefix());
    }
    boolean rolledUp =
        !query.after().isEmpty()
            && query.after().startsWith(query.prefix())
            && query.after().equals(commonPrefix(query.after(), query));
    return rolledUp ? above(names, query.after()) : names.higherEntry(query.after());
  }

  private static <T> Map.@Nullable Entry<String, T> above(
      NavigableMap<String, T> names, String prefix) {
    String bound = KeyOrder.justAbove(prefix);
    return bound.isEmpty() ? null : names.ceilingEntry(bound);
  }

  /** Up to and with the first delimiter after the prefix; empty if there is none. */
  private static String commonPrefix(String name, Query query) {
    int at =
        query.delimiter().isEmpty() ? -1 : name.indexOf(query.delimiter(), query.prefix().length());
    return at < 0 ? "" : name.substring(0, at + query.delimiter().length());
  }
}
