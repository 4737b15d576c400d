package io.ostiary.runtime;

import io.ostiary.policy.service.ServiceDefinition;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the application brings along for Ostiary, below its {@code WEB-INF/ostiary}. */
record Deployment(ServletContext context) {
  private static final String FOLDER = "/WEB-INF/ostiary/";
  private static final String DEFINITION = ".service.json";
  private static final String FIRST_START = FOLDER + "first-start.json";

  /** The application's service definitions, by file name. */
  List<ServiceDefinition> serviceDefinitions() {
    Set<String> paths = context.getResourcePaths(FOLDER);
    List<ServiceDefinition> definitions = new ArrayList<>();
    for (String path : new TreeSet<>(paths == null ? Set.<String>of() : paths)) {
      if (path.endsWith(DEFINITION)) {
        definitions.add(ServiceDefinition.parse(path.substring(1), text(path).orElseThrow()));
      }
    }
    return definitions;
  }

  /** The users to make at the first start, if the application names any. */
  Optional<FirstStart> firstStart() {
    return text(FIRST_START).map(text -> FirstStart.parse(FIRST_START.substring(1), text));
  }

  private Optional<String> text(String path) {
    try (InputStream in = context.getResourceAsStream(path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("`" + path + "` of the application cannot be read", e);
    }
  }
}
