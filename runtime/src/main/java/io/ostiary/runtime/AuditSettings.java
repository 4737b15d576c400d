package io.ostiary.runtime;

import io.ostiary.filter.audit.AuditDestination;
import io.ostiary.filter.audit.AuditFile;
import io.ostiary.filter.audit.AuditFile.Rotation;
import io.ostiary.filter.audit.AuditMode;
import io.ostiary.filter.audit.AuditQueue;
import io.ostiary.filter.audit.AuditStream;
import io.ostiary.filter.audit.AuditTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Where audit lines go, and what if they cannot.
 *
 * @param file empty if they go elsewhere
 * @param dataSource the name of the database that they go to; of this and the file at most one is
 *     there, and with neither they go to standard output
 */
record AuditSettings(
    Optional<Path> file, Optional<String> dataSource, Rotation rotation, AuditMode mode) {
  private static final String JNDI = "java:";

  private static final System.Logger LOG = System.getLogger("ostiary");
  private static final Duration LONGEST_PERIOD = Duration.ofDays(366);

  /** How long a request waits for its record, where one is required. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static AuditSettings of(Configuration configuration, Path file) {
    String to = configuration.word(Setting.AUDIT, "file", "stdout", "jdbc");
    Optional<String> dataSource = configuration.given(Setting.AUDIT_DATA_SOURCE);
    if (to.equals("jdbc") != dataSource.isPresent()
        || dataSource.filter(name -> !name.startsWith(JNDI)).isPresent()) {
      throw configuration.wrong(
          Setting.AUDIT_DATA_SOURCE,
          "with `ostiary.audit` `jdbc`, and only then, write the JNDI name of a data source of the"
              + " server, such as `java:comp/env/jdbc/audit`");
    }
    boolean required =
        configuration.word(Setting.AUDIT_MODE, "required", "best-effort").equals("required");
    return new AuditSettings(
        to.equals("file") ? Optional.of(file) : Optional.empty(),
        dataSource,
        new Rotation(
            configuration.size(Setting.AUDIT_ROTATE_SIZE),
            configuration.duration(Setting.AUDIT_ROTATE_EVERY, LONGEST_PERIOD)),
        required ? AuditMode.REQUIRED : AuditMode.BEST_EFFORT);
  }

  AuditQueue open(InstantSource clock) {
    try {
      return AuditQueue.start(destination(clock), mode, PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException("the audit cannot be written: " + e.getMessage(), e);
    }
  }

  private AuditDestination destination(InstantSource clock) throws IOException {
    if (file.isPresent()) {
      return AuditFile.open(file.get(), rotation, clock);
    }
    return dataSource.isPresent()
        ? AuditTable.open(find(dataSource.get()))
        : AuditStream.standardOutput();
  }

  @SuppressWarnings("BanJNDI") // the name is the operator's, from no request
  private static DataSource find(String name) {
    try {
      if (new InitialContext().lookup(name) instanceof DataSource source) {
        return source;
      }
    } catch (NamingException e) {
      LOG.log(System.Logger.Level.DEBUG, "no data source", e);
    }
    throw new ConfigurationException(
        List.of(
            "`%s` names `%s`, which is no data source of the server; define it there, and refer to it by a"
                    .formatted(Setting.AUDIT_DATA_SOURCE.key(), name)
                + " `resource-ref` of `web.xml`, so that it is there before the application"));
  }

  /** Where the lines go, in words. */
  String where() {
    return file.map(path -> "`" + path + "`")
        .or(() -> dataSource.map(name -> "the table `ostiary_audit` of `" + name + "`"))
        .orElse("standard output");
  }
}
