package io.ostiary.realm.directory;

import java.time.Duration;

/** The directory as it changes: the current snapshot, and the one way to make the next. */
public interface LiveDirectory {

  /** The current snapshot; one volatile read. */
  Directory snapshot();

  /** How long ago it was certain that the snapshot is the newest; zero where nobody else writes. */
  default Duration age() {
    return Duration.ZERO;
  }

  /** How much an account may hold. */
  Quotas quotas();

  /**
   * Carries out a command; when this returns, the change is on disk and in {@link #snapshot}.
   *
   * @throws DirectoryException if it is refused
   */
  <R> R execute(DirectoryCommand<R> command);
}
