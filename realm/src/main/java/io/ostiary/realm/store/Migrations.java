package io.ostiary.realm.store;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
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
      InputStream script = Migrations.class.getResourceAsStream("migration/" + name);
      if (script == null) {
        throw new StoreException("the script `migration/" + name + "` is missing from the jar");
      }
      return new InputStreamReader(script, StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return "migration/" + name;
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
