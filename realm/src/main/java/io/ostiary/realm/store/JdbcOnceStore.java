package io.ostiary.realm.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** What may happen once, in a SQL database: a primary key decides who is first. */
final class JdbcOnceStore implements OnceStore, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("ostiary.store");

  /** How long after its end an entry is kept, since the clocks of nodes differ. */
  private static final Duration KEPT_LONGER = Duration.ofHours(1);

  private static final Duration TIDIED_EVERY = Duration.ofMinutes(10);
  private static final Duration WRITTEN_EVERY = Duration.ofSeconds(10);

  /** How often another may get in between where each time somebody gets on. */
  private static final int TURNS = 1000;

  private final Jdbi jdbi;
  private final Database database;
  private final InstantSource clock;
  private final PendingUses pending = new PendingUses();
  private final Thread writer;
  private final CountDownLatch closing = new CountDownLatch(1);

  JdbcOnceStore(Jdbi jdbi, Database database, InstantSource clock) {
    this.jdbi = jdbi;
    this.database = database;
    this.clock = clock;
    this.writer = new Thread(this::writeByTheWay, "ostiary-last-use");
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public boolean claim(String purpose, String key, Instant until) {
    try (Handle handle = jdbi.open()) {
      handle
          .createUpdate("insert into once_claim (purpose, digest, forget_at) values (?, ?, ?)")
          .bind(0, purpose)
          .bind(1, digest(key))
          .bind(2, until.toEpochMilli())
          .execute();
      database.sync(handle);
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (JdbcDirectoryStore.isUniqueViolation(e)) {
        return false;
      }
      throw failed(e);
    } catch (JdbiException e) {
      throw failed(e);
    }
  }

  @Override
  public int attempt(String purpose, String key, Instant until) {
    String digest = digest(key);
    try {
      for (int turn = 0; turn < TURNS; turn++) {
        Optional<Integer> tries =
            jdbi.inTransaction(handle -> oneMore(handle, purpose, digest, until));
        if (tries.isPresent()) {
          return tries.get();
        }
        if (isFirstAttempt(purpose, digest, until)) {
          return 1;
        }
      }
    } catch (JdbiException e) {
      throw failed(e);
    }
    throw new StoreException("too many attempts at once at one thing to count them");
  }

  /** Counts on; empty if there is nothing to count on from. */
  private Optional<Integer> oneMore(Handle handle, String purpose, String digest, Instant until) {
    int updated =
        handle
            .createUpdate(
                "update once_attempt set tries = case when forget_at <= :now then 1 else tries + 1"
                    + " end, forget_at = :until where purpose = :purpose and digest = :digest")
            .bind("now", clock.millis())
            .bind("until", until.toEpochMilli())
            .bind("purpose", purpose)
            .bind("digest", digest)
            .execute();
    if (updated == 0) {
      return Optional.empty();
    }
    return Optional.of(
        handle
            .createQuery("select tries from once_attempt where purpose = ? and digest = ?")
            .bind(0, purpose)
            .bind(1, digest)
            .mapTo(Integer.class)
            .one());
  }

  private boolean isFirstAttempt(String purpose, String digest, Instant until) {
    return inserted(
        "insert into once_attempt (purpose, digest, forget_at, tries) values (?, ?, ?, 1)",
        purpose,
        digest,
        until.toEpochMilli());
  }

  /** Whether a row could be inserted; false if its key exists. */
  private boolean inserted(String sql, Object... values) {
    try (Handle handle = jdbi.open()) {
      handle.execute(sql, values);
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (JdbcDirectoryStore.isUniqueViolation(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void succeeded(String purpose, String key) {
    try {
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "delete from once_attempt where purpose = ? and digest = ?",
                  purpose,
                  digest(key)));
    } catch (JdbiException e) {
      throw failed(e);
    }
  }

  @Override
  public void used(String id, Instant at, String service, String region) {
    pending.note(id, at, service, region);
  }

  @Override
  public Map<String, LastUse> lastUses(Collection<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<String, LastUse> uses = new HashMap<>();
    try {
      jdbi.useHandle(
          handle ->
              handle
                  .createQuery(
                      "select id, used_at, service, region from last_use where id in (<ids>)")
                  .bindList("ids", ids)
                  .map(
                      (row, context) ->
                          Map.entry(
                              row.getString("id"),
                              new LastUse(
                                  Instant.ofEpochMilli(row.getLong("used_at")),
                                  row.getString("service"),
                                  row.getString("region"))))
                  .forEach(use -> uses.put(use.getKey(), use.getValue())));
    } catch (JdbiException e) {
      throw failed(e);
    }
    for (String id : ids) {
      pending.of(id).ifPresent(use -> uses.merge(id, use, JdbcOnceStore::later));
    }
    return uses;
  }

  private static LastUse later(LastUse one, LastUse other) {
    return one.at().isBefore(other.at()) ? other : one;
  }

  private void writeByTheWay() {
    Duration untilTidied = Duration.ZERO;
    do {
      try {
        writeUses();
        if (untilTidied.isZero()) {
          tidy();
          untilTidied = TIDIED_EVERY;
        }
        untilTidied = untilTidied.minus(WRITTEN_EVERY);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "last uses could not be written; they will be later", e);
      }
    } while (!closesWithin(WRITTEN_EVERY));
  }

  /** Not by an interrupt: that would close the file under an embedded database. */
  private boolean closesWithin(Duration time) {
    try {
      return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Forgets what is over. */
  void tidy() {
    long over = clock.instant().minus(KEPT_LONGER).toEpochMilli();
    jdbi.useHandle(
        handle -> {
          handle.execute("delete from once_claim where forget_at < ?", over);
          handle.execute("delete from once_attempt where forget_at < ?", over);
        });
  }

  /** Writes the uses noted since the last time. */
  synchronized void writeUses() {
    pending.forEachUnwritten(
        (id, use) -> {
          // Twice: another node may come in between with an earlier use.
          boolean unused = isUpdated(id, use) || isInserted(id, use) || isUpdated(id, use);
        });
  }

  /** False too if a later use is there, which stays. */
  private boolean isUpdated(String id, LastUse use) {
    long at = use.at().toEpochMilli();
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    "update last_use set used_at = ?, service = ?, region = ?"
                        + " where id = ? and used_at < ?",
                    at,
                    use.service(),
                    use.region(),
                    id,
                    at))
        > 0;
  }

  private boolean isInserted(String id, LastUse use) {
    return inserted(
        "insert into last_use (id, used_at, service, region) values (?, ?, ?, ?)",
        id,
        use.at().toEpochMilli(),
        use.service(),
        use.region());
  }

  private static String digest(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private StoreException failed(JdbiException e) {
    database.renewConnections();
    return new StoreException(
        "what may happen once could not be asked or written; see " + database.whereabouts(), e);
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      writer.join();
      writeUses();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the last uses of keys could not be written", e);
    }
  }
}
