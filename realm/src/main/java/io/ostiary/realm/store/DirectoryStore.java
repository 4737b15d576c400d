package io.ostiary.realm.store;

import java.util.List;

/**
 * Where the directory's entities are kept, as rows that it does not interpret, under one revision
 * that every commit raises by one.
 */
public interface DirectoryStore extends AutoCloseable {

  /** Rows that changed, and the revision that they lead to. */
  record Changes(long revision, List<Change> changes) {
    public Changes {
      changes = List.copyOf(changes);
    }
  }

  /**
   * The newest state of every row that changed after a revision, as of one moment; 0 asks for all.
   *
   * @throws StoreException if the store cannot be read
   */
  Changes changesSince(long revision);

  /**
   * Writes changes in their order and raises the revision, in one transaction. When this returns
   * they are on disk.
   *
   * @param expectedRevision the revision that the changes were decided on
   * @return the new revision
   * @throws StaleRevisionException if the store is at another revision; nothing was written
   * @throws StoreException if it could not be carried out; whether it was written is then unknown,
   *     and {@link #changesSince} tells
   */
  long commit(long expectedRevision, List<Change> changes) throws StaleRevisionException;

  @Override
  void close();
}
