package io.ostiary.realm.directory;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The orders in which entities are listed. */
final class Order {
  private Order() {}

  /** By name, as names compare. */
  static <T> Comparator<T> byName(Function<T, String> name) {
    return Comparator.comparing(entity -> Kind.fold(name.apply(entity)));
  }

  static <T> List<T> sorted(Stream<T> entities, Comparator<T> order) {
    return entities.sorted(order).toList();
  }
}
