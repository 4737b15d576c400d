package io.ostiary.filter.http;

/** A request is refused before any policy is asked. The message may be shown to the client. */
public final class RejectedRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why; maps to a status and, per protocol, to AWS's code. */
  public enum Reason {
    /** Ambiguous or malformed: 400. */
    BAD_REQUEST,
    /** No route takes it: denied like anything that no policy allows, 403. */
    NO_ROUTE,
    /** A method that is never served: 405. */
    METHOD,
    /** The body is larger than the route admits: 413. */
    TOO_LARGE,
    /** A Host that is not ours: 421. */
    WRONG_HOST,
    /** A Query-protocol request without Action: 400 MissingAction. */
    MISSING_ACTION,
    /** A Query-protocol request with an Action or Version that is not served: 400 InvalidAction. */
    INVALID_ACTION
  }

  private final Reason reason;

  public RejectedRequestException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
