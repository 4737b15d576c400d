package io.ostiary.runtime;

import io.ostiary.filter.audit.AuditDestination;
import io.ostiary.filter.audit.AuditFile;
import io.ostiary.filter.audit.AuditFile.Rotation;
import io.ostiary.filter.audit.AuditMode;
import io.ostiary.filter.audit.AuditQueue;
import io.ostiary.filter.audit.AuditStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Where audit lines go, and what if they cannot.
 *
 * @param file empty for standard output
 */
record AuditSettings(Optional<Path> file, Rotation rotation, AuditMode mode) {
  private static final Duration LONGEST_PERIOD = Duration.ofDays(366);

  /** How long a request waits for its record, where one is required. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static AuditSettings of(Configuration configuration, Path file) {
    boolean toFile = configuration.word(Setting.AUDIT, "file", "stdout").equals("file");
    boolean required =
        configuration.word(Setting.AUDIT_MODE, "required", "best-effort").equals("required");
    return new AuditSettings(
        toFile ? Optional.of(file) : Optional.empty(),
        new Rotation(
            configuration.size(Setting.AUDIT_ROTATE_SIZE),
            configuration.duration(Setting.AUDIT_ROTATE_EVERY, LONGEST_PERIOD)),
        required ? AuditMode.REQUIRED : AuditMode.BEST_EFFORT);
  }

  AuditQueue open(InstantSource clock) {
    try {
      AuditDestination destination =
          file.isPresent()
              ? AuditFile.open(file.get(), rotation, clock)
              : AuditStream.standardOutput();
      return AuditQueue.start(destination, mode, PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException("the audit cannot be written: " + e.getMessage(), e);
    }
  }
}
