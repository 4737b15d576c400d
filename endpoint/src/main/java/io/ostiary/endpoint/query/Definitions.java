package io.ostiary.endpoint.query;

import io.ostiary.policy.service.ServiceDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the service definitions that come with the services. */
public final class Definitions {
  private Definitions() {}

  /** The definition that stands beside a class. */
  public static ServiceDefinition beside(Class<?> type, String file) {
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "`%s` is missing beside %s; the jar is not whole".formatted(file, type.getName()));
      }
      return ServiceDefinition.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
