package io.ostiary.runtime;

import java.util.List;

/** The configuration is broken; start-up stops. Names every problem and its remedy at once. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigurationException(List<String> problems) {
    super("Ostiary does not start: " + String.join("; ", problems));
  }
}
