package io.ostiary.filter.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * Audit lines in a table of a database, {@code ostiary_audit}: a row each, with its event's id and
 * time beside it. Several nodes may share the table. The rows are not chained; who may change them
 * is the database's to say.
 */
public final class AuditTable implements AuditDestination {
  private static final String PROBE =
      "SELECT event_id, event_time, record FROM ostiary_audit WHERE 1 = 0";
  private static final String CREATION =
      "CREATE TABLE ostiary_audit (event_id VARCHAR(36) NOT NULL PRIMARY KEY,"
          + " event_time VARCHAR(40) NOT NULL, record TEXT NOT NULL)";
  private static final String INSERTION =
      "INSERT INTO ostiary_audit (event_id, event_time, record) VALUES (?, ?, ?)";

  /** The longest that one batch of rows may take, in seconds. */
  private static final int LONGEST = 10;

  private final DataSource source;
  private final AuditLines line = new AuditLines();

  private AuditTable(DataSource source) {
    this.source = source;
  }

  /**
   * Finds the table, or makes it where there is none.
   *
   * @throws IOException if the database does not answer, or the table can neither be read nor made
   */
  public static AuditTable open(DataSource source) throws IOException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(true);
      if (!hasTable(connection)) {
        create(connection);
      }
      return new AuditTable(source);
    } catch (SQLException e) {
      throw new IOException("the audit's database does not answer: " + e.getMessage(), e);
    }
  }

  private static boolean hasTable(Connection connection) {
    try (Statement probe = connection.createStatement()) {
      probe.executeQuery(PROBE).close();
      return true;
    } catch (SQLException missing) {
      return false;
    }
  }

  private static void create(Connection connection) throws IOException {
    try (Statement creation = connection.createStatement()) {
      creation.executeUpdate(CREATION);
    } catch (SQLException e) {
      if (!hasTable(connection)) { // or another node has just made it
        throw new IOException(
            "the audit's table cannot be made (%s); have an administrator of the database run `%s`"
                .formatted(e.getMessage(), CREATION),
            e);
      }
    }
  }

  @Override
  public void write(List<AuditEvent> events) throws IOException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insertion = connection.prepareStatement(INSERTION)) {
        insertion.setQueryTimeout(LONGEST);
        for (AuditEvent event : events) {
          insertion.setString(1, event.eventId());
          insertion.setString(2, AuditTime.text(event.time()));
          insertion.setString(3, event.write(line.clear()).toString());
          insertion.addBatch();
        }
        insertion.executeBatch();
        connection.commit();
      } catch (SQLException e) {
        undo(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw new IOException("the audit's database takes no rows: " + e.getMessage(), e);
    }
  }

  /** Takes back what there is of a transaction, before a pool gives its connection to others. */
  private static void undo(Connection connection, SQLException why) {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      why.addSuppressed(lost);
    }
  }

  /** The data source is the server's. */
  @Override
  public void close() {}
}
