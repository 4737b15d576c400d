package io.ostiary.filter.jakarta;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBeanAttributes;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Takes our authentication mechanism back where the application has one of its own, since there may
 * be one only. Then the filter authenticates by itself whatever carries our credentials, and theirs
 * keeps the rest.
 */
public final class OtherMechanisms implements Extension {
  private static final System.Logger LOG = System.getLogger("ostiary.authentication");

  /** How the annotations are called by which an application asks for a mechanism of the server. */
  private static final String DEFINITION = "AuthenticationMechanismDefinition";

  private static final String SECURITY = "jakarta.security.enterprise.";

  private final Set<String> found = new ConcurrentSkipListSet<>();

  /** Notes the mechanisms of the application. */
  <T> void look(@Observes ProcessAnnotatedType<T> event) {
    AnnotatedType<T> type = event.getAnnotatedType();
    Class<T> candidate = type.getJavaClass();
    boolean mechanism =
        HttpAuthenticationMechanism.class.isAssignableFrom(candidate)
            && candidate != OstiaryAuthenticationMechanism.class
            && !candidate.isInterface()
            && !Modifier.isAbstract(candidate.getModifiers())
            && isOfTheApplication(candidate);
    if (mechanism || type.getAnnotations().stream().anyMatch(OtherMechanisms::asksForOne)) {
      found.add(candidate.getName());
    }
  }

  /** Servers show every application classes of their own, which wait to be asked for. */
  private static boolean isOfTheApplication(Class<?> candidate) {
    ClassLoader loader = candidate.getClassLoader();
    return loader == Thread.currentThread().getContextClassLoader()
        || loader == OtherMechanisms.class.getClassLoader();
  }

  private static boolean asksForOne(Annotation annotation) {
    String name = annotation.annotationType().getName();
    return name.startsWith(SECURITY) && name.contains(DEFINITION);
  }

  /** All types have been looked at when the first bean is made of one. */
  void step(@Observes ProcessBeanAttributes<OstiaryAuthenticationMechanism> event) {
    if (!found.isEmpty()) {
      event.veto();
      LOG.log(
          Level.INFO,
          "the application authenticates by {0}; Ostiary''s filter does by itself what carries its"
              + " own credentials",
          found);
    }
  }
}
