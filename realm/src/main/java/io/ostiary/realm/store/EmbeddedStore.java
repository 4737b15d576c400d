package io.ostiary.realm.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.Driver;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jdbi.v3.core.Handle;

/**
 * The directory in a file of a data directory, for one process at a time.
 *
 * <p>The database is H2. Its commits alone are not durable: by default the last of them die with
 * the process, and even with {@code WRITE_DELAY=0} they are not forced to disk. So each of our rare
 * writes ends with a {@code CHECKPOINT} and an fsync. Java closes a file under a thread that is
 * interrupted while it writes; H2's {@code retry} opens it again and goes on.
 */
public final class EmbeddedStore {
  private static final String FILE = "directory";
  private static final int CONNECTIONS = 4;

  /** H2's error code of a file that it finds locked. */
  private static final int DATABASE_ALREADY_OPEN = 90020;

  private static final long PATIENCE_MILLIS = 5000;

  private static final System.Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  private EmbeddedStore() {}

  /**
   * Opens the store of a data directory, making both if missing.
   *
   * @throws StoreException if another process has it, or if it cannot be opened
   */
  public static RealmStore open(Path dataDirectory) {
    Path directory = dataDirectory.toAbsolutePath().normalize();
    if (directory.toString().indexOf(';') >= 0) {
      throw new StoreException(
          "the data directory `%s` has a semicolon in its name; choose one without"
              .formatted(directory));
    }
    try {
      PrivateFile.createDirectory(directory);
      OwnerLock lock = OwnerLock.acquire(directory.resolve(FILE + ".lock"));
      return open(directory, lock);
    } catch (IOException e) {
      throw new StoreException(
          "the data directory `%s` cannot be used; it must be a directory that this process may"
                  .formatted(directory)
              + " write to",
          e);
    }
  }

  private static RealmStore open(Path directory, OwnerLock lock) throws IOException {
    EmbeddedDatabase database = null;
    boolean open = false;
    boolean sought = !lock.abandoned();
    try {
      if (!sought) {
        findLastCommit(directory.resolve(FILE + ".mv.db"));
        sought = true;
      }
      database = new EmbeddedDatabase(directory, connect(directory), lock);
      RealmStore store = new JdbcDirectoryStore(database);
      PrivateFile.restrict(directory.resolve(FILE + ".mv.db"));
      open = true;
      return store;
    } catch (PoolInitializationException e) {
      throw unopened(directory.resolve(FILE + ".mv.db"), e);
    } finally {
      if (!open) {
        if (!sought) {
          // The next start must seek it, too: what was overlooked might be a key's revocation.
          lock.abandon();
        } else if (database == null) {
          lock.close();
        } else {
          database.close();
        }
      }
    }
  }

  /**
   * Has H2 look through the whole file for its last commit, after a process that did not end in
   * good order. Opening it as usual, H2 (2.5.252) goes by the file's header and end, and was seen
   * to overlook a commit that had been forced to disk: one written into a gap.
   */
  private static void findLastCommit(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      new MVStore.Builder().fileName(file.toString()).recoveryMode().open().close();
      LOG.log(Level.INFO, "the process before this one was killed; its last commit was sought");
    } catch (MVStoreException e) {
      throw new StoreException(
          ("the database `%s` was left by a killed process, and its last commit cannot be sought;"
                  + " close other programs that have it open, or restore a backup")
              .formatted(file),
          e);
    }
  }

  private static StoreException unopened(Path file, PoolInitializationException e) {
    boolean inUse =
        e.getCause() instanceof SQLException sql && sql.getErrorCode() == DATABASE_ALREADY_OPEN;
    String remedy =
        inUse
            ? "another program, such as a database browser, has it open; close that"
            : "restore a backup, or move the file away to start anew";
    return new StoreException("the database `%s` does not open: %s".formatted(file, remedy), e);
  }

  private static HikariDataSource connect(Path directory) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ostiary-directory");
    config.setDriverClassName("org.h2.Driver");
    config.setJdbcUrl(
        "jdbc:h2:retry:" + directory.resolve(FILE) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    config.setUsername("ostiary");
    config.setPassword("");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    HikariDataSource pool = new HikariDataSource(config);
    if (Driver.class.getName().startsWith("io.ostiary.")) {
      // The drop-in jar's own H2, which must not answer the application's `jdbc:h2:` links.
      Driver.unload();
    }
    return pool;
  }

  private static final class EmbeddedDatabase implements Database {
    private final Path directory;
    private final HikariDataSource pool;
    private final OwnerLock lock;

    /** Not a channel, which an interrupt would close for good. */
    private final RandomAccessFile file;

    /** Whether something that was written may never have reached the disk, nor ever will. */
    private volatile boolean distrusted;

    EmbeddedDatabase(Path directory, HikariDataSource pool, OwnerLock lock) throws IOException {
      this.directory = directory;
      this.pool = pool;
      this.lock = lock;
      this.file = new RandomAccessFile(directory.resolve(FILE + ".mv.db").toFile(), "rw");
    }

    @Override
    public DataSource connections() {
      return pool;
    }

    /**
     * Writes out what was committed and forces it to disk. What could not be written, as on a full
     * disk, can be later; but a system that could not force it may say so once only, and trying
     * again would succeed and mean nothing: so nothing more is acknowledged until a restart.
     */
    @Override
    public void sync(Handle handle) {
      handle.execute("checkpoint");
      try {
        file.getFD().sync();
      } catch (IOException e) {
        distrusted = true;
        throw new StoreException("`%s` could not be forced to disk".formatted(directory), e);
      }
    }

    @Override
    public void announce(Handle handle) {
      if (distrusted) {
        throw new StoreException(
            ("writing to `%s` has failed, so that later writes could be lost unnoticed; see the"
                    + " disk and restart")
                .formatted(directory));
      }
    }

    /** No other process can open it. */
    @Override
    public boolean shared() {
      return false;
    }

    @Override
    public boolean awaitNews(Duration atMost) throws InterruptedException {
      Thread.sleep(atMost.toMillis());
      return true;
    }

    @Override
    public void renewConnections() {
      pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public String whereabouts() {
      return "the free space and the permissions of `" + directory + "`";
    }

    /** The last connection to close closes the database. */
    @Override
    public void close() {
      pool.close();
      try {
        // After the database: closing a file in any way gives up the locks on it.
        file.close();
        lock.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
