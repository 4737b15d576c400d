package io.ostiary.filter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTableTest {
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

  private static String line(String id) {
    return "{\"eventTime\":\"2026-11-22T00:00:00Z\",\"eventID\":\"%s\"}".formatted(id);
  }

  private List<String> rows() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = open.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT event_id, event_time, record FROM ostiary_audit ORDER BY event_id")) {
      while (found.next()) {
        rows.add(found.getString(1) + ' ' + found.getString(2) + ' ' + found.getString(3));
      }
    }
    return rows;
  }

  @Test
  void aLineIsARowUnderItsEventsIdAndTime() throws Exception {
    AuditTable.open(database).write(List.of(line("a"), line("b")));
    assertThat(rows())
        .containsExactly(
            "a 2026-11-22T00:00:00Z " + line("a"), "b 2026-11-22T00:00:00Z " + line("b"));
  }

  @Test
  void aTableThatIsThereIsGoneOnWith() throws Exception {
    AuditTable.open(database).write(List.of(line("a")));
    AuditTable.open(database).write(List.of(line("b")));
    assertThat(rows()).hasSize(2);
  }

  @Test
  void ofLinesThatCannotAllBeKeptNoneIs() throws Exception {
    AuditTable table = AuditTable.open(database);
    table.write(List.of(line("a")));
    assertThatThrownBy(() -> table.write(List.of(line("b"), line("a"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the audit's database takes no rows");
    assertThat(rows()).hasSize(1);
    table.write(List.of(line("b")));
    assertThat(rows()).hasSize(2);
  }

  @Test
  void aTableOfAnotherFormStopsTheStartAndSaysWhatToMake() throws Exception {
    try (Statement statement = open.createStatement()) {
      statement.execute("CREATE TABLE ostiary_audit (line VARCHAR(10))");
    }
    assertThatThrownBy(() -> AuditTable.open(database))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CREATE TABLE ostiary_audit (event_id VARCHAR(36)");
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
