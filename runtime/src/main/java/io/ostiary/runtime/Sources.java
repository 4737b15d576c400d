package io.ostiary.runtime;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Where settings come from, the strongest first. */
final class Sources {
  static final String SYSTEM_PROPERTY = "system property";
  static final String ENVIRONMENT = "environment";

  private static final String FILE = "META-INF/ostiary.properties";

  private Sources() {}

  /** Those of the server, which hold for all of its applications. */
  static List<Configuration.Source> ofServer() {
    return List.of(
        new Configuration.Source(SYSTEM_PROPERTY, texts(System.getProperties())),
        new Configuration.Source(ENVIRONMENT, System.getenv()));
  }

  /** Those of an application: its own before the server's, and what it brings along last. */
  static List<Configuration.Source> of(ServletContext context) {
    List<Configuration.Source> sources = new ArrayList<>();
    Map<String, String> parameters = new HashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      parameters.put(name, context.getInitParameter(name));
    }
    sources.add(new Configuration.Source("web.xml", parameters));
    sources.addAll(ofServer());
    sources.add(new Configuration.Source(FILE, file(context.getClassLoader())));
    return sources;
  }

  private static Map<String, String> file(ClassLoader application) {
    Properties properties = new Properties();
    try (InputStream in = application.getResourceAsStream(FILE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("`" + FILE + "` cannot be read", e);
    }
    return texts(properties);
  }

  private static Map<String, String> texts(Properties properties) {
    Map<String, String> texts = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      texts.put(name, properties.getProperty(name));
    }
    return texts;
  }
}
