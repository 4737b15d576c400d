package io.ostiary.realm.store;

import java.util.Optional;

/** Which PostgreSQL database to use, and as whom. Holds a password, so it shows only the place. */
public final class PostgresSettings {
  private static final String SCHEME = "jdbc:postgresql:";

  private final String url;
  private final Optional<String> user;
  private final Optional<String> password;

  /**
   * Names a database.
   *
   * @param url {@code jdbc:postgresql://host:port/database}, with the driver's parameters, such as
   *     {@code ?sslmode=verify-full}
   * @param user empty if the link names it, or for the driver's default
   * @throws IllegalArgumentException if it is another product's link
   */
  public PostgresSettings(String url, Optional<String> user, Optional<String> password) {
    if (!url.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "`%s` is not a link to a PostgreSQL database; write `jdbc:postgresql://host:5432/database`"
              .formatted(shown(url)));
    }
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** The link as it may be shown: its parameters can hold a password. */
  private static String shown(String url) {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  String url() {
    return url;
  }

  Optional<String> user() {
    return user;
  }

  Optional<String> password() {
    return password;
  }

  @Override
  public String toString() {
    return shown(url);
  }
}
