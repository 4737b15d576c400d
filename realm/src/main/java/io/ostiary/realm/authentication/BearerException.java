package io.ostiary.realm.authentication;

/**
 * A bearer token lets nobody in. The message may be shown to the client; the reason is for the
 * audit.
 */
public final class BearerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, as far as the client learns it. */
  public enum Kind {
    INVALID("the bearer token is not accepted here"),
    EXPIRED("the bearer token is expired"),
    /** The token holds, but no role admits whoever it is of. */
    NO_ROLE("no role admits the holder of this bearer token"),
    /** The issuer's keys cannot be had. */
    UNAVAILABLE("the bearer token cannot be verified at present; try again later");

    private final String message;

    Kind(String message) {
      this.message = message;
    }
  }

  private final Kind kind;
  private final String reason;

  public BearerException(Kind kind, String reason) {
    super(kind.message, null, false, false);
    this.kind = kind;
    this.reason = reason;
  }

  /** What became of a token that does not hold. */
  public static BearerException of(FederationException refused) {
    Kind kind =
        switch (refused.code()) {
          case INVALID_IDENTITY_TOKEN -> Kind.INVALID;
          case EXPIRED_TOKEN -> Kind.EXPIRED;
          case REJECTED_CLAIM -> Kind.NO_ROLE;
          case COMMUNICATION_ERROR -> Kind.UNAVAILABLE;
        };
    return new BearerException(kind, refused.reason());
  }

  public Kind kind() {
    return kind;
  }

  /** What was wrong, in a line; for the audit and for administrators. */
  public String reason() {
    return reason;
  }
}
