package io.ostiary.endpoint.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of one request that are not as they must be, told together in AWS's words. */
final class Violations {
  private final List<String> found = new ArrayList<>();
  private @Nullable OperationException refusal;

  /**
   * @param value what was sent, null if nothing was
   * @param place the parameter as AWS calls it, such as {@code tags.1.member.key}
   * @param constraint what it fails, such as {@code Member must not be null}
   */
  void add(@Nullable String value, String place, String constraint) {
    found.add(
        "Value %s at '%s' failed to satisfy constraint: %s"
            .formatted(
                value == null ? "null" : "'" + Text.shown(value) + "'",
                Text.shown(place),
                constraint));
  }

  /** The same of a value that nobody may see. */
  void addSecret(String place, String constraint) {
    found.add(
        "Value at '%s' failed to satisfy constraint: %s".formatted(Text.shown(place), constraint));
  }

  /** Notes what is told if there is nothing else to tell; the first such stays. */
  void add(OperationException otherwise) {
    if (refusal == null) {
      refusal = otherwise;
    }
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw OperationException.validation(
          "%s validation error%s detected: %s"
              .formatted(found.size(), found.size() == 1 ? "" : "s", String.join("; ", found)));
    }
    if (refusal != null) {
      throw refusal;
    }
  }
}
