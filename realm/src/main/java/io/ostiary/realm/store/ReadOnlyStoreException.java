package io.ostiary.realm.store;

/** The store takes no changes by this way; the message names the one to take. */
public final class ReadOnlyStoreException extends StoreException {
  private static final long serialVersionUID = 1L;

  public ReadOnlyStoreException(String message) {
    super(message);
  }
}
