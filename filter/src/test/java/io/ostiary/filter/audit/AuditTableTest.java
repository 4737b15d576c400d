package io.ostiary.filter.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTableTest extends AuditTableContract {
  private final JdbcDataSource database = new JdbcDataSource();
  private Connection open;

  @BeforeEach
  void start() throws SQLException {
    database.setURL("jdbc:h2:mem:audit");
    open = database.getConnection();
  }

  @AfterEach
  void stop() throws SQLException {
    try (Statement statement = open.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  @Override
  DataSource database() {
    return database;
  }

  @Test
  void aDatabaseThatDoesNotAnswerStopsTheStart() {
    JdbcDataSource nobody = new JdbcDataSource();
    nobody.setURL("jdbc:h2:tcp://127.0.0.1:1/audit");
    assertThatThrownBy(() -> AuditTable.open(nobody))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the audit's database does not answer");
  }
}
