package io.ostiary.realm.store;

import java.time.Duration;
import java.util.List;

/**
 * Where the directory's entities are kept, as rows that it does not interpret, under one revision
 * that every commit raises by one.
 */
public interface DirectoryStore extends AutoCloseable {

  /** Rows that changed, and the revision that they lead to. */
  record Changes(Revision revision, List<Change> changes) {
    public Changes {
      changes = List.copyOf(changes);
    }
  }

  /**
   * The newest state of every row that changed after a revision, as of one moment; {@link
   * Revision#NONE} asks for all.
   *
   * @throws LostRevisionException if the store has no such revision in its history
   * @throws StoreException if the store cannot be read
   */
  Changes changesSince(Revision seen);

  /**
   * Writes changes in their order and raises the revision, in one transaction. When this returns
   * they are on disk.
   *
   * @param expected the revision that the changes were decided on
   * @return the new revision
   * @throws StaleRevisionException if the store is at another revision; nothing was written
   * @throws ReadOnlyStoreException if it takes no changes, ever
   * @throws StoreException if it could not be carried out; whether it was written is then unknown,
   *     and {@link #changesSince} tells
   */
  Revision commit(Revision expected, List<Change> changes) throws StaleRevisionException;

  /** Whether others may change it, so that one has to look. */
  boolean shared();

  /**
   * Waits until another may have changed it, at most so long. Never fails: a store that is away is
   * found out by {@link #changesSince}. For one thread.
   *
   * @return false if contact with the store was lost just now
   */
  boolean awaitNews(Duration atMost) throws InterruptedException;

  @Override
  void close();
}
