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

/** Where an application's settings come from, the strongest first. */
final class Sources {
  private static final String FILE = "META-INF/ostiary.properties";

  private Sources() {}

  static List<Configuration.Source> of(ServletContext context) {
    List<Configuration.Source> sources = new ArrayList<>();
    Map<String, String> parameters = new HashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      parameters.put(name, context.getInitParameter(name));
    }
    sources.add(new Configuration.Source("web.xml", parameters));
    sources.add(new Configuration.Source("system property", texts(System.getProperties())));
    sources.add(new Configuration.Source("environment", System.getenv()));
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
