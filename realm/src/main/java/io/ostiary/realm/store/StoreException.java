package io.ostiary.realm.store;

/** The store cannot be opened, read or written; says which, why and the way out. */
public sealed class StoreException extends RuntimeException
    permits LostRevisionException, ReadOnlyStoreException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
