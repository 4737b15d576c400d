package io.ostiary.filter.authentication;

/** A request shows nothing, or not what its route takes. The message may be shown to the client. */
public final class CredentialException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** Nothing is shown, and the route takes no anonymous requests. */
    MISSING,
    /** An Authorization of a scheme that is not served here. */
    SCHEME,
    /** A signature where the route takes none. */
    UNWANTED,
    /** A browser session, but another site may have made the browser send the request. */
    CROSS_SITE
  }

  private final Reason reason;

  public CredentialException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
