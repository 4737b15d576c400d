package io.ostiary.depot.store;

/** The store cannot do what it was asked, for a reason that the client can mend. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    BUCKET_EXISTS,
    BUCKET_NOT_EMPTY,
    NO_SUCH_BUCKET,
    NO_SUCH_KEY,
    NO_SUCH_UPLOAD,
    INVALID_PART,
    INVALID_PART_ORDER,
    PART_TOO_SMALL,
    CHECKSUM_DIFFERS
  }

  private final Reason reason;

  StoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
