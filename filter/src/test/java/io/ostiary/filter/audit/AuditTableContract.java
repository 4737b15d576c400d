package io.ostiary.filter.audit;

import static io.ostiary.filter.audit.AuditEventTest.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a table of audit lines must do in any database. */
abstract class AuditTableContract {
  /** A database without the table. */
  abstract DataSource database();

  private static String row(AuditEvent event) {
    return event.eventId() + " 2026-11-22T00:00:00Z " + event.toJson();
  }

  List<String> rows() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection open = database().getConnection();
        Statement statement = open.createStatement();
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
    AuditTable.open(database()).write(List.of(named("a"), named("b")));
    assertThat(rows()).containsExactly(row(named("a")), row(named("b")));
  }

  @Test
  void aTableThatIsThereIsGoneOnWith() throws Exception {
    AuditTable.open(database()).write(List.of(named("a")));
    AuditTable.open(database()).write(List.of(named("b")));
    assertThat(rows()).hasSize(2);
  }

  @Test
  void ofLinesThatCannotAllBeKeptNoneIs() throws Exception {
    AuditTable table = AuditTable.open(database());
    table.write(List.of(named("a")));
    assertThatThrownBy(() -> table.write(List.of(named("b"), named("a"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the audit's database takes no rows");
    assertThat(rows()).hasSize(1);
    table.write(List.of(named("b")));
    assertThat(rows()).hasSize(2);
  }

  @Test
  void aTableOfAnotherFormStopsTheStartAndSaysWhatToMake() throws Exception {
    try (Connection open = database().getConnection();
        Statement statement = open.createStatement()) {
      statement.execute("CREATE TABLE ostiary_audit (line VARCHAR(10))");
    }
    assertThatThrownBy(() -> AuditTable.open(database()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CREATE TABLE ostiary_audit (event_id VARCHAR(36)");
  }

  /** As when several nodes start together. */
  @Test
  void ofManyThatOpenItAtOnceOneMakesItAndAllWrite() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> started = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String id = Integer.toString(i);
        started.add(
            nodes.submit(
                () -> {
                  AuditTable.open(database()).write(List.of(named(id)));
                  return null;
                }));
      }
      for (Future<?> node : started) {
        node.get(1, TimeUnit.MINUTES);
      }
    } finally {
      nodes.shutdownNow();
    }
    assertThat(rows()).hasSize(4);
  }
}
