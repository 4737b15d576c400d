package io.ostiary.realm.authentication;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * An identity store: people whom something outside the directory knows by name and password, such
 * as an LDAP server or an application's own table. Safe for any number of threads.
 *
 * <p>Attempts are counted before it is asked. It should take as long to refuse a name that it does
 * not know as a password that is wrong.
 */
public interface PeopleStore extends AutoCloseable {

  /**
   * Opens stores of one kind. An application or a library adds kinds of its own as services of this
   * type ({@link java.util.ServiceLoader}).
   */
  interface Kind {
    /** How a configuration names it, such as {@code radius}. */
    String name();

    /**
     * Opens a store; nothing needs to be asked before somebody logs in.
     *
     * @param settings what its configuration says under {@code settings}
     * @throws IllegalArgumentException if a setting is missing, unknown or malformed; the message
     *     says which, and how to mend it
     */
    PeopleStore open(Map<String, String> settings);
  }

  /**
   * Finds somebody by name and password.
   *
   * @param name as it was typed, at most 255 characters and not blank
   * @param password never empty; wiped when this returns
   * @return empty if there is nobody of that name, or the password is wrong
   * @throws IOException if the store cannot be asked; nobody logs in
   */
  Optional<Person> find(String name, char[] password) throws IOException;

  /**
   * A group as {@link Person#groups} would have it, if it was written otherwise in a configuration.
   *
   * @throws IllegalArgumentException if it can be no group of this store
   */
  default String groupNamed(String written) {
    return written;
  }

  /** Lets go of what it holds. */
  @Override
  default void close() {}
}
