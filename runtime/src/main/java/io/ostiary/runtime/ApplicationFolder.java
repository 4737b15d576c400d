package io.ostiary.runtime;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operator keeps for one application outside of it, so that an application whose source
 * nobody touches is secured: a folder of the application's name below {@code ostiary.applications},
 * with service definitions, {@code first-start.json} and {@code ostiary.properties}, each of them
 * optional.
 *
 * @param name the context path as a file name: {@code /shop} is {@code shop}, {@code /a/b} is
 *     {@code a#b}, the root is {@code ROOT}
 */
record ApplicationFolder(String name, Path path) {
  private static final String DEFINITION = ".service.json";
  private static final String FIRST_START = "first-start.json";
  private static final String SETTINGS = "ostiary.properties";

  /** Stands where the operator leaves an application without a doorkeeper. */
  private static final String UNSECURED = "unsecured";

  /**
   * The folder for an application; empty if the server keeps none for any.
   *
   * @throws ConfigurationException if the application's name is no safe file name
   */
  static Optional<ApplicationFolder> of(ServletContext context) {
    return Configuration.read(Sources.ofServer())
        .given(Setting.APPLICATIONS)
        .map(folder -> of(Path.of(folder), context.getContextPath()));
  }

  static ApplicationFolder of(Path applications, String contextPath) {
    String name = contextPath.isEmpty() ? "ROOT" : contextPath.substring(1).replace('/', '#');
    boolean safe =
        !name.startsWith(".")
            && name.chars()
                .allMatch(
                    c -> c < 0x80 && (Character.isLetterOrDigit(c) || "._-#".indexOf(c) >= 0));
    if (!safe) {
      throw new ConfigurationException(
          List.of(
              "the context path `%s` is no name for a folder below `%s`; deploy the application under a"
                      .formatted(contextPath, Setting.APPLICATIONS.key())
                  + " path of letters, digits, `.`, `_` and `-`"));
    }
    return new ApplicationFolder(name, applications.toAbsolutePath().normalize().resolve(name));
  }

  /** Whether the operator says that nobody keeps the application's door. */
  boolean leavesUnsecured() {
    return Files.exists(path.resolve(UNSECURED));
  }

  /** The text of each service definition here, by its file. */
  Map<Path, String> definitions() {
    if (!Files.isDirectory(path)) {
      return Map.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      Set<Path> found =
          files
              .filter(file -> file.toString().endsWith(DEFINITION))
              .collect(Collectors.toCollection(TreeSet::new));
      Map<Path, String> texts = new TreeMap<>();
      for (Path file : found) {
        texts.put(file, Files.readString(file));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException("`" + path + "` cannot be read", e);
    }
  }

  /** The file that names the users to make at the first start. */
  Path firstStart() {
    return path.resolve(FIRST_START);
  }

  /** The application's settings, which are before all others. */
  Configuration.Source settings() {
    Path file = path.resolve(SETTINGS);
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        throw new IllegalStateException("`" + file + "` cannot be read: " + e.getMessage(), e);
      }
    }
    Map<String, String> texts = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return new Configuration.Source(file.toString(), texts);
  }

  /** What an operator is told whose server has an application that nothing is said about. */
  ConfigurationException missing() {
    return new ConfigurationException(
        List.of(
            ("no service definition says what may be done at the application `%s`; write one as"
                    + " `%s`, or, to leave this application without a doorkeeper, an empty file `%s`")
                .formatted(name, path.resolve("NAME" + DEFINITION), path.resolve(UNSECURED))));
  }
}
