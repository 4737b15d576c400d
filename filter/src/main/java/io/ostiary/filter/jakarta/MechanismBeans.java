package io.ostiary.filter.jakarta;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import java.util.List;
import java.util.Optional;

/**
 * The authentication mechanisms among an application's beans. That one is there does not mean that
 * the server calls it: see whether requests come marked.
 */
public final class MechanismBeans {
  private MechanismBeans() {}

  /** Whether a mechanism is ours, by the name that {@link #find} gives it. */
  public static boolean isOurs(String name) {
    return name.equals(OstiaryAuthenticationMechanism.class.getName());
  }

  /**
   * The classes of those of the application that this thread serves; empty if it has no CDI.
   *
   * @throws LinkageError if the server has no Jakarta Security or no CDI at all
   */
  public static Optional<List<String>> find() {
    BeanManager beans;
    try {
      beans = CDI.current().getBeanManager();
    } catch (IllegalStateException noCdi) {
      return Optional.empty();
    }
    return Optional.of(
        beans.getBeans(HttpAuthenticationMechanism.class, Any.Literal.INSTANCE).stream()
            .map(bean -> bean.getBeanClass().getName())
            .sorted()
            .toList());
  }
}
