package io.ostiary.realm.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Hears of commits by a connection of its own. Where that cannot be had, or hears nothing because
 * something in between (such as a pooler) swallows notifications, waiting just takes its time, so
 * that whoever waits looks again by and by.
 */
final class PostgresListener implements AutoCloseable {
  static final String CHANNEL = "ostiary_directory";

  /** Makes the connection. */
  interface Dialler {
    Connection dial() throws SQLException;
  }

  private final Dialler dialler;

  /** Null until the first wait, and after a failure. */
  private volatile @Nullable Connection connection;

  private volatile boolean closed;

  PostgresListener(Dialler dialler) {
    this.dialler = dialler;
  }

  /** For one thread. False, at once, if the connection broke. */
  boolean await(Duration atMost) throws InterruptedException {
    Connection current = connection;
    boolean broken = false;
    try {
      if (current == null) {
        // Whatever was announced before is missed: so back at once, for a look.
        connection = listening();
      } else {
        current.unwrap(PGConnection.class).getNotifications((int) atMost.toMillis());
      }
    } catch (SQLException e) {
      hangUp();
      broken = current != null;
      if (!broken) {
        Thread.sleep(atMost.toMillis());
      }
    }
    if (closed) {
      hangUp();
    }
    return !broken;
  }

  private Connection listening() throws SQLException {
    Connection fresh = dialler.dial();
    try (Statement statement = fresh.createStatement()) {
      statement.execute("listen " + CHANNEL);
      return fresh;
    } catch (SQLException e) {
      fresh.close();
      throw e;
    }
  }

  private void hangUp() {
    Connection current = connection;
    connection = null;
    if (current != null) {
      try {
        current.close();
      } catch (SQLException e) {
        // It is gone, which is what was wanted.
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    hangUp();
  }
}
