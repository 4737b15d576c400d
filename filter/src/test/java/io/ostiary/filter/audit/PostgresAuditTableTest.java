package io.ostiary.filter.audit;

import static io.ostiary.filter.audit.AuditEventTest.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL behind a pool, as a server offers it. */
class PostgresAuditTableTest extends AuditTableContract {
  private static EmbeddedPostgres server;
  private static HikariDataSource pool;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start();
    pool = new HikariDataSource();
    pool.setDataSource(server.getPostgresDatabase());
    pool.setMaximumPoolSize(4);
  }

  @AfterAll
  static void stop() throws IOException {
    pool.close();
    server.close();
  }

  @BeforeEach
  void forget() throws SQLException {
    run("DROP TABLE IF EXISTS ostiary_audit");
  }

  @Override
  DataSource database() {
    return pool;
  }

  /** By another user of the database than the pool. */
  private static void run(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void whereConnectionsAreCutLinesAreTakenAgainAndNoneIsThereTwice() throws Exception {
    AuditTable table = AuditTable.open(pool);
    table.write(List.of(named("a")));
    run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            + " AND datname = current_database()");
    int lost = 0;
    while (lost < 2 * pool.getMaximumPoolSize()) { // each connection may be found out once
      try {
        table.write(List.of(named("b" + lost)));
        break;
      } catch (IOException cut) {
        assertThat(cut).hasMessageContaining("the audit's database takes no rows");
        lost++;
      }
    }
    assertThat(lost).isLessThanOrEqualTo(pool.getMaximumPoolSize());
    assertThat(rows()).hasSize(2);
  }

  /** As docs/reference/audit.md advises. */
  @Test
  void aUserWhoMayOnlyInsertAndSelectIsEnough() throws Exception {
    AuditTable.open(pool);
    run("DROP ROLE IF EXISTS keeper");
    run("CREATE ROLE keeper LOGIN; GRANT SELECT, INSERT ON ostiary_audit TO keeper");
    AuditTable table = AuditTable.open(server.getDatabase("keeper", "postgres"));
    table.write(List.of(named("a")));
    assertThat(rows()).hasSize(1);
    run("REVOKE INSERT ON ostiary_audit FROM keeper");
    assertThatThrownBy(() -> table.write(List.of(named("b"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("permission denied");
  }
}
