package io.ostiary.realm.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.postgresql.Driver;

/**
 * The directory in a PostgreSQL database, for any number of nodes.
 *
 * <p>A commit is acknowledged when it is in the server's write-ahead log on disk, whatever the
 * server's own setting; each is announced to the other nodes by {@code NOTIFY}.
 */
public final class PostgresStore {
  private static final System.Logger LOG = System.getLogger("ostiary.store");
  private static final int CONNECTIONS = 4;

  /** How long a start waits for a server that is starting as well. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * What each connection begins with: no statement and no lock waits for ever, a node that vanished
   * in the middle of a write holds up the others for seconds only, and what is committed is on
   * disk.
   */
  private static final String FIRST_WORDS =
      """
      set statement_timeout = '15s';
      set lock_timeout = '5s';
      set idle_in_transaction_session_timeout = '10s';
      select set_config('synchronous_commit', 'on', false)
        where current_setting('synchronous_commit') in ('off', 'local')""";

  private PostgresStore() {}

  /**
   * Opens the store of a database, making its tables if missing.
   *
   * @throws StoreException if the database does not open or is not ours to use
   */
  public static RealmStore open(PostgresSettings settings) {
    HikariDataSource pool = connect(settings);
    boolean open = false;
    try {
      warnOfDisksThatForget(pool, settings);
      RealmStore store =
          new JdbcDirectoryStore(
              new PostgresDatabase(settings, pool, new PostgresListener(() -> listen(settings))));
      open = true;
      return store;
    } finally {
      if (!open) {
        pool.close();
      }
    }
  }

  private static HikariDataSource connect(PostgresSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ostiary-directory");
    config.setDriverClassName("org.postgresql.Driver");
    config.setJdbcUrl(settings.url());
    config.setDataSourceProperties(properties(settings));
    config.setConnectionInitSql(FIRST_WORDS);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setInitializationFailTimeout(START_PATIENCE.toMillis());
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StoreException(
          ("the database `%s` does not open: %s; see that PostgreSQL runs there, and that the user and"
                  + " the password are right")
              .formatted(settings, cause.getMessage()),
          e);
    } finally {
      leaveLinksAlone();
    }
  }

  private static Properties properties(PostgresSettings settings) {
    Properties properties = new Properties();
    settings.user().ifPresent(user -> properties.setProperty("user", user));
    settings.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", "ostiary");
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("socketTimeout", "20");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  /** The drop-in jar's own driver must not answer the application's {@code jdbc:postgresql:}. */
  private static void leaveLinksAlone() {
    if (Driver.class.getName().startsWith("io.ostiary.") && Driver.isRegistered()) {
      try {
        Driver.deregister();
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "the driver could not be taken back", e);
      }
    }
  }

  /** A connection apart from the pool, since it is kept waiting. */
  private static Connection listen(PostgresSettings settings) throws SQLException {
    Connection connection = new Driver().connect(settings.url(), properties(settings));
    if (connection == null) {
      throw new SQLException("the driver does not know the link");
    }
    return connection;
  }

  private static void warnOfDisksThatForget(DataSource database, PostgresSettings settings) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet fsync = statement.executeQuery("show fsync")) {
      if (fsync.next() && fsync.getString(1).equals("off")) {
        LOG.log(
            System.Logger.Level.WARNING,
            "the server of `{0}` runs with `fsync = off`: a power failure can lose or damage the"
                + " directory; set `fsync = on`",
            settings);
      }
    } catch (SQLException e) {
      throw new StoreException("the database `%s` does not answer".formatted(settings), e);
    }
  }

  private record PostgresDatabase(
      PostgresSettings settings, HikariDataSource pool, PostgresListener listener)
      implements Database {
    @Override
    public DataSource connections() {
      return pool;
    }

    @Override
    public void announce(Handle handle) {
      handle.execute("notify " + PostgresListener.CHANNEL);
    }

    /** Its commits are on disk. */
    @Override
    public void sync(Handle handle) {}

    @Override
    public boolean shared() {
      return true;
    }

    @Override
    public boolean awaitNews(Duration atMost) throws InterruptedException {
      return listener.await(atMost);
    }

    @Override
    public void renewConnections() {
      pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public String whereabouts() {
      return "the database `" + settings + "`";
    }

    @Override
    public void close() {
      listener.close();
      pool.close();
    }
  }
}
