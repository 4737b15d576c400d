package io.ostiary.realm.store;

/**
 * The store does not know a revision that it has had: it was replaced by an older backup, or went
 * another way since. What was revoked after that backup may be valid in it.
 */
public final class LostRevisionException extends StoreException {
  private static final long serialVersionUID = 1L;

  public LostRevisionException(Revision seen, Revision newest) {
    super(
        newest.number() < seen.number()
            ? "the store went back from revision %s to %s, as after restoring a backup"
                .formatted(seen, newest)
            : "the store is at revision %s, but not by way of revision %s as it was seen before, as after restoring a backup"
                .formatted(newest, seen));
  }
}
