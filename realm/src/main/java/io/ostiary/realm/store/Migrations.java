package io.ostiary.realm.store;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to the newest schema. The scripts are named here rather than searched for:
 * application servers do not let a class path be listed.
 */
final class Migrations {
  private static final List<String> SCRIPTS = List.of("V1__Directory.sql", "V2__Once.sql");

  private Migrations() {}

  static void apply(DataSource database) {
    if (isUpToDate(database)) {
      return;
    }
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .loggers("slf4j")
          .dataSource(database)
          .table("directory_schema_history")
          .resourceProvider(new NamedScripts())
          .javaMigrationClassProvider(List::of)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreException(
          "the directory's schema could not be brought up to date; if the data was last used by a"
              + " newer version, start that version again, else restore a backup",
          e);
    }
  }

  /** Whether the newest script is the last that was applied; Flyway takes long to say so. */
  private static boolean isUpToDate(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet applied =
            statement.executeQuery(
                "select \"script\", \"success\" from \"directory_schema_history\""
                    + " where \"version\" is not null order by \"installed_rank\"")) {
      List<String> scripts = new ArrayList<>();
      boolean success = true;
      while (applied.next()) {
        scripts.add(applied.getString(1));
        success &= applied.getBoolean(2);
      }
      return success && scripts.equals(SCRIPTS.stream().map(Migrations::path).toList());
    } catch (SQLException notYetMade) {
      return false;
    }
  }

  private static String path(String script) {
    return "migration/" + script;
  }

  private static final class NamedScripts implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      return SCRIPTS.contains(name) ? new Script(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      List<LoadableResource> found = new ArrayList<>();
      for (String name : SCRIPTS) {
        if (name.startsWith(prefix) && List.of(suffixes).stream().anyMatch(name::endsWith)) {
          found.add(new Script(name));
        }
      }
      return found;
    }
  }

  private static final class Script extends LoadableResource {
    private final String name;

    Script(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      InputStream script = Migrations.class.getResourceAsStream(path(name));
      if (script == null) {
        throw new StoreException("the script `" + path(name) + "` is missing from the jar");
      }
      return new InputStreamReader(script, StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return path(name);
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getAbsolutePath();
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return getAbsolutePath();
    }
  }
}
