package io.ostiary.realm.directory;

/** What every change of the directory must leave intact, whichever command makes it. */
@FunctionalInterface
public interface Safeguard {

  /** Nothing in particular. */
  Safeguard NONE = (before, after) -> {};

  /**
   * Looks at a change before it is stored. Called by one writer at a time.
   *
   * @throws DirectoryException if the change would break something; it is then not made
   */
  void check(Directory before, Directory after);
}
