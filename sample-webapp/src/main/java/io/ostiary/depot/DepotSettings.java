package io.ostiary.depot;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What Depot shares with Ostiary's configuration.
 *
 * @param folder where buckets and objects are: {@code depot} in the installation's data directory
 *     ({@code ostiary.data} or {@code OSTIARY_DATA})
 * @param partition of ARNs ({@code ostiary.partition} or {@code OSTIARY_PARTITION})
 */
record DepotSettings(Path folder, String partition) {

  /** Reads system properties and, where there are none, the environment. */
  static DepotSettings read() {
    return read(System::getProperty, System::getenv);
  }

  static DepotSettings read(
      UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
    String data = read("ostiary.data", "OSTIARY_DATA", properties, environment, "ostiary-data");
    String partition =
        read("ostiary.partition", "OSTIARY_PARTITION", properties, environment, "aws");
    return new DepotSettings(Path.of(data).resolve("depot"), partition);
  }

  private static String read(
      String property,
      String variable,
      UnaryOperator<@Nullable String> properties,
      UnaryOperator<@Nullable String> environment,
      String otherwise) {
    return Optional.ofNullable(properties.apply(property))
        .or(() -> Optional.ofNullable(environment.apply(variable)))
        .filter(value -> !value.isBlank())
        .orElse(otherwise);
  }
}
