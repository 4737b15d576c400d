package io.ostiary.runtime;

import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.authentication.IdentityStore;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.X509TrustManager;

/**
 * What there is about an application: below its {@code WEB-INF/ostiary}, or kept by the operator,
 * who is asked first.
 *
 * @param folder the operator's; empty where the server keeps none
 */
record Deployment(ServletContext context, Optional<ApplicationFolder> folder) {
  private static final String FOLDER = "/WEB-INF/ostiary/";
  private static final String DEFINITION = ".service.json";
  private static final String IDENTITY_STORES = FOLDER + "identity-stores.json";
  private static final String FIRST_START = FOLDER + "first-start.json";

  static Deployment of(ServletContext context) {
    return new Deployment(context, ApplicationFolder.of(context));
  }

  /** Whether the operator wants no doorkeeper for this application. */
  boolean isLeftUnsecured() {
    return folder.map(ApplicationFolder::leavesUnsecured).orElse(false);
  }

  /** The settings, the strongest first. */
  Configuration configuration() {
    List<Configuration.Source> sources = new ArrayList<>();
    folder.ifPresent(operators -> sources.add(operators.settings()));
    sources.addAll(Sources.of(context));
    return Configuration.read(sources);
  }

  /**
   * The application's service definitions, by file name: the operator's, if there are any, in place
   * of the application's own.
   *
   * @throws ConfigurationException if the server keeps definitions for its applications, and there
   *     is none for this one
   */
  List<ServiceDefinition> serviceDefinitions() {
    List<ServiceDefinition> operators = new ArrayList<>();
    folder
        .map(ApplicationFolder::definitions)
        .orElse(Map.of())
        .forEach((file, text) -> operators.add(ServiceDefinition.parse(file.toString(), text)));
    List<ServiceDefinition> definitions = operators.isEmpty() ? own() : operators;
    if (definitions.isEmpty() && folder.isPresent()) {
      throw folder.get().missing();
    }
    return definitions;
  }

  private List<ServiceDefinition> own() {
    Set<String> paths = context.getResourcePaths(FOLDER);
    List<ServiceDefinition> definitions = new ArrayList<>();
    for (String path : new TreeSet<>(paths == null ? Set.<String>of() : paths)) {
      if (path.endsWith(DEFINITION)) {
        definitions.add(ServiceDefinition.parse(path.substring(1), text(path).orElseThrow()));
      }
    }
    return definitions;
  }

  /** The users to make at the first start, if the operator or else the application names any. */
  Optional<FirstStart> firstStart() {
    Optional<Path> operators = folder.map(ApplicationFolder::firstStart).filter(Files::exists);
    if (operators.isPresent()) {
      return Optional.of(FirstStart.parse(operators.get().toString(), text(operators.get())));
    }
    return text(FIRST_START).map(text -> FirstStart.parse(FIRST_START.substring(1), text));
  }

  /**
   * The identity stores that people sign in by: those of a file, or else the application's.
   *
   * @param operators the file; empty for none
   */
  List<IdentityStore> identityStores(Optional<Path> operators, X509TrustManager trusted) {
    IdentityStores stores = new IdentityStores(trusted, context.getClassLoader());
    return operators.isPresent()
        ? stores.open(operators.get().toString(), text(operators.get()))
        : text(IDENTITY_STORES)
            .map(text -> stores.open(IDENTITY_STORES.substring(1), text))
            .orElse(List.of());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("`" + file + "` cannot be read", e);
    }
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
