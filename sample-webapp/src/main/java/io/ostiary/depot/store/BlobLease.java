package io.ostiary.depot.store;

import java.util.List;

/**
 * Keeps blobs on disk while an object names them or someone reads them; whoever lets go last
 * removes them.
 */
final class BlobLease {
  private final BlobFolder folder;
  private final List<Blob> blobs;
  private int holders = 1;

  /** A lease with one holder, the object. */
  BlobLease(BlobFolder folder, List<Blob> blobs) {
    this.folder = folder;
    this.blobs = List.copyOf(blobs);
  }

  /** One holder more; false if all have let go already. */
  synchronized boolean take() {
    if (holders == 0) {
      return false;
    }
    holders++;
    return true;
  }

  void release() {
    synchronized (this) {
      holders--;
      if (holders > 0) {
        return;
      }
    }
    folder.remove(blobs);
  }
}
