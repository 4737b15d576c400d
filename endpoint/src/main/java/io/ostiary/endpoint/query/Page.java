package io.ostiary.endpoint.query;

import java.util.List;
import java.util.Optional;

/**
 * Some of a list, in order.
 *
 * @param marker asks for the rest; none on the last page
 */
record Page<T>(List<T> items, Optional<String> marker) {
  Page {
    items = List.copyOf(items);
  }
}
