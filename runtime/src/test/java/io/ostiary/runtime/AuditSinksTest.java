package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Hashtable;
import java.util.Map;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where audit lines go beside a file. */
class AuditSinksTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/records");
  private static final JdbcDataSource DATABASE = new JdbcDataSource();

  @TempDir Path data;

  /** A server's names, of which there is one. */
  public static final class OneName implements InitialContextFactory {
    @Override
    public Context getInitialContext(Hashtable<?, ?> environment)
        throws javax.naming.NamingException {
      return new InitialContext(true) {
        @Override
        public Object lookup(String name) throws javax.naming.NamingException {
          if (!name.equals("java:comp/env/jdbc/audit")) {
            throw new NameNotFoundException(name);
          }
          return DATABASE;
        }
      };
    }
  }

  @BeforeEach
  void name() {
    DATABASE.setURL("jdbc:h2:mem:audited;DB_CLOSE_DELAY=-1");
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, OneName.class.getName());
  }

  @AfterEach
  void forget() throws Exception {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    try (Connection connection = DATABASE.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  private Records start(String audit, String dataSource) throws Exception {
    return Records.start(
        APPLICATION,
        Map.of(
            "ostiary.data", data.toString(),
            "ostiary.audit", audit,
            "ostiary.audit-data-source", dataSource));
  }

  @Test
  void everyRequestIsARowOfTheServersDatabase() throws Exception {
    try (Records records = start("jdbc", "java:comp/env/jdbc/audit")) {
      HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + records.port() + "/records/7"))
                  .build(),
              BodyHandlers.discarding());
      try (Connection connection = DATABASE.getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT record FROM ostiary_audit")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).contains("\"path\":\"/records/7\"", "\"errorCode\"");
        assertThat(rows.next()).isFalse();
      }
    }
    assertThat(Files.exists(data.resolve("audit.log"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc, '',                    with `ostiary.audit` `jdbc`",
    "file, java:comp/env/jdbc/x,  with `ostiary.audit` `jdbc`",
    "jdbc, ldap://host/x,         with `ostiary.audit` `jdbc`",
    "jdbc, java:comp/env/jdbc/x,  is no data source of the server",
  })
  void aDataSourceThatIsNoneStopsTheStart(String audit, String name, String message) {
    assertThatThrownBy(() -> start(audit, name)).rootCause().hasMessageContaining(message);
  }
}
