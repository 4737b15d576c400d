package io.ostiary.realm.directory;

/** The directory as it changes: the current snapshot, and the one way to make the next. */
public interface LiveDirectory {

  /** The current snapshot; one volatile read. */
  Directory snapshot();

  /** How much an account may hold. */
  Quotas quotas();

  /**
   * Carries out a command; when this returns, the change is on disk and in {@link #snapshot}.
   *
   * @throws DirectoryException if it is refused
   */
  <R> R execute(DirectoryCommand<R> command);
}
