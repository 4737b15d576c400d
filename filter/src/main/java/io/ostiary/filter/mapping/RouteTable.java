package io.ostiary.filter.mapping;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.policy.service.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The routes of one path shape, by method. For each method they are of one service. */
final class RouteTable {
  private final Map<String, List<Entry>> byMethod = new TreeMap<>();

  void add(Entry entry) {
    for (String method : entry.route().methods()) {
      byMethod.computeIfAbsent(method, m -> new ArrayList<>()).add(entry);
    }
  }

  boolean serves(String method) {
    return byMethod.containsKey(method);
  }

  /** The service of this path, of the method if it is served. */
  Optional<ServiceDefinition> service(String method) {
    List<Entry> entries = byMethod.get(method);
    return entries == null
        ? byMethod.values().stream().findFirst().map(found -> found.get(0).service())
        : Optional.of(entries.get(0).service());
  }

  /** Every pair of entries between which a request could not choose, as sentences. */
  List<String> conflicts() {
    List<String> conflicts = new ArrayList<>();
    byMethod.forEach(
        (method, entries) -> {
          for (int i = 0; i < entries.size(); i++) {
            for (int j = i + 1; j < entries.size(); j++) {
              conflict(method, entries.get(i), entries.get(j)).ifPresent(conflicts::add);
            }
          }
        });
    return conflicts;
  }

  private static Optional<String> conflict(String method, Entry one, Entry two) {
    String routes =
        "%s: `%s` and %s: `%s`"
            .formatted(
                one.route().place(),
                one.describe(method),
                two.route().place(),
                two.describe(method));
    if (!one.service().service().equals(two.service().service())) {
      return Optional.of(
          routes + " are of two services; give each service paths of its own for a method");
    }
    if (!one.overlaps(two) || one.beats(two) || two.beats(one)) {
      return Optional.empty();
    }
    return Optional.of(routes + " could take the same request; tell them apart by a selector");
  }

  /** Every entry with a method it serves, for a report. */
  Map<String, List<Entry>> byMethod() {
    return byMethod;
  }

  /**
   * The entry that takes a request: the one that names exactly the selectors it carries, and of
   * those the one with the most exact values.
   */
  Entry choose(CanonicalRequest request, Map<String, SelectorReader> readers)
      throws RejectedRequestException {
    List<Entry> entries = byMethod.getOrDefault(request.method(), List.of());
    Entry chosen = null;
    if (!entries.isEmpty()) {
      SelectorReader reader = readers.get(entries.get(0).service().service());
      PresentSelectors present = reader == null ? PresentSelectors.NONE : reader.read(request);
      for (Entry entry : entries) {
        if (present.meet(entry.route().select()) && (chosen == null || entry.beats(chosen))) {
          chosen = entry;
        }
      }
    }
    if (chosen == null) {
      throw new RejectedRequestException(Reason.NO_ROUTE, Router.NO_ROUTE);
    }
    return chosen;
  }
}
