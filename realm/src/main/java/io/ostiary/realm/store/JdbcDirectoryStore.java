package io.ostiary.realm.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The directory in a SQL database; what databases do differently is behind {@link Database}. */
final class JdbcDirectoryStore implements RealmStore {

  /** The SQLSTATE by which H2 and PostgreSQL say that a key exists. */
  static final String UNIQUE_VIOLATION = "23505";

  private final Database database;
  private final Jdbi jdbi;
  private final List<JdbcOnceStore> onces = new CopyOnWriteArrayList<>();

  JdbcDirectoryStore(Database database) {
    this.database = database;
    this.jdbi = Jdbi.create(database.connections());
    // An exception that quoted a statement's arguments would carry whole rows into logs.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    Migrations.apply(database.connections());
  }

  @Override
  public OnceStore once(InstantSource clock) {
    JdbcOnceStore once = new JdbcOnceStore(jdbi, database, clock);
    onces.add(once);
    return once;
  }

  @Override
  public Changes changesSince(Revision seen) {
    try {
      return jdbi.inTransaction(
          TransactionIsolationLevel.REPEATABLE_READ,
          handle -> {
            Revision newest = newest(handle);
            if (!newest.equals(seen) && !isInHistory(handle, seen)) {
              throw new LostRevisionException(seen, newest);
            }
            return new Changes(
                newest, newest.equals(seen) ? List.of() : changedRows(handle, seen.number()));
          });
    } catch (JdbiException e) {
      throw failed("read", e);
    }
  }

  private static boolean isInHistory(Handle handle, Revision seen) {
    return handle
            .createQuery("select count(*) from directory_revision where revision = ? and mark = ?")
            .bind(0, seen.number())
            .bind(1, seen.mark())
            .mapTo(Integer.class)
            .one()
        == 1;
  }

  private static List<Change> changedRows(Handle handle, long revision) {
    // Rows that are gone matter only to those who saw them.
    String rows = "select kind, id, account, unique_name, body from directory_entity where ";
    return handle
        .createQuery(rows + (revision == 0 ? "body is not null" : "revision > :revision"))
        .configure(
            org.jdbi.v3.core.statement.SqlStatements.class,
            statements -> statements.setUnusedBindingAllowed(true))
        .bind("revision", revision)
        .map(JdbcDirectoryStore::change)
        .list();
  }

  private static Change change(ResultSet row, StatementContext context) throws SQLException {
    // By number: by name each costs a search, and a start reads tens of thousands of rows.
    String kind = row.getString(1);
    String id = row.getString(2);
    String body = row.getString(5);
    return body == null
        ? new Change.Remove(kind, id)
        : new Change.Put(kind, id, row.getString(3), Optional.ofNullable(row.getString(4)), body);
  }

  @Override
  public Revision commit(Revision expected, List<Change> changes) throws StaleRevisionException {
    String mark = UUID.randomUUID().toString().replace("-", "");
    Revision revision = new Revision(expected.number() + 1, mark);
    try (Handle handle = jdbi.open()) {
      handle.begin();
      if (!raise(handle, expected, revision)) {
        handle.rollback();
        throw new StaleRevisionException(expected);
      }
      for (Change change : changes) {
        write(handle, change, revision.number());
      }
      database.announce(handle);
      handle.commit();
      database.sync(handle);
      return revision;
    } catch (JdbiException e) {
      throw failed("written", e);
    }
  }

  /**
   * Takes the next revision for this transaction. That its number is a primary key decides between
   * writers: an update of one row that says where it started from does not, since H2 (2.5.252) was
   * seen to let two of them through at once.
   */
  private static boolean raise(Handle handle, Revision expected, Revision revision) {
    if (!newest(handle).equals(expected)) {
      return false;
    }
    try {
      handle
          .createUpdate("insert into directory_revision (revision, mark) values (?, ?)")
          .bind(0, revision.number())
          .bind(1, revision.mark())
          .execute();
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (isUniqueViolation(e)) {
        return false;
      }
      throw e;
    }
  }

  static boolean isUniqueViolation(UnableToExecuteStatementException e) {
    return e.getCause() instanceof SQLException refused
        && UNIQUE_VIOLATION.equals(refused.getSQLState());
  }

  private static Revision newest(Handle handle) {
    return handle
        .createQuery(
            "select revision, mark from directory_revision order by revision desc fetch first 1 row"
                + " only")
        .map((row, context) -> new Revision(row.getLong("revision"), row.getString("mark")))
        .one();
  }

  private static void write(Handle handle, Change change, long revision) {
    if (change instanceof Change.Put put) {
      int updated =
          bind(
              handle,
              put,
              revision,
              "update directory_entity set account = :account,"
                  + " unique_name = :name, body = :body, revision = :revision"
                  + " where kind = :kind and id = :id");
      if (updated == 0) {
        bind(
            handle,
            put,
            revision,
            "insert into directory_entity"
                + " (kind, id, account, unique_name, body, revision)"
                + " values (:kind, :id, :account, :name, :body, :revision)");
      }
    } else {
      handle
          .createUpdate(
              "update directory_entity set unique_name = null, body = null, revision = :revision"
                  + " where kind = :kind and id = :id")
          .bind("kind", change.kind())
          .bind("id", change.id())
          .bind("revision", revision)
          .execute();
    }
  }

  private static int bind(Handle handle, Change.Put put, long revision, String sql) {
    return handle
        .createUpdate(sql)
        .bind("kind", put.kind())
        .bind("id", put.id())
        .bind("account", put.accountId())
        .bind("name", put.uniqueName().orElse(null))
        .bind("body", put.body())
        .bind("revision", revision)
        .execute();
  }

  @Override
  public boolean shared() {
    return database.shared();
  }

  @Override
  public boolean awaitNews(Duration atMost) throws InterruptedException {
    return database.awaitNews(atMost);
  }

  private StoreException failed(String what, JdbiException e) {
    database.renewConnections();
    return new StoreException(
        "the directory could not be %s; see %s".formatted(what, database.whereabouts()), e);
  }

  @Override
  public void close() {
    onces.forEach(JdbcOnceStore::close);
    database.close();
  }
}
