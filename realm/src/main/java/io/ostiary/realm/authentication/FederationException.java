package io.ostiary.realm.authentication;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A token or assertion does not hold. The message is for whoever showed it and tells no more than
 * the code; {@link #report} says what was wrong, for the audit and for administrators.
 */
public final class FederationException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the caller learns. */
  public enum Code {
    INVALID_IDENTITY_TOKEN(
        "InvalidIdentityToken", "The identity token that was passed could not be validated."),
    EXPIRED_TOKEN("ExpiredTokenException", "The identity token that was passed is expired."),
    REJECTED_CLAIM(
        "IDPRejectedClaim",
        "The identity provider reported that authentication failed, or the claim is no longer"
            + " valid."),
    COMMUNICATION_ERROR(
        "IDPCommunicationError",
        "The keys of the identity provider could not be retrieved. Try again later.");

    private final String text;
    private final String message;

    Code(String text, String message) {
      this.text = text;
      this.message = message;
    }

    /** As STS writes it. */
    public String text() {
      return text;
    }
  }

  private final Code code;
  private final transient List<TokenCheck> report;

  /** With every check up to the one that failed, which is the last. */
  public FederationException(Code code, List<TokenCheck> report) {
    super(code.message);
    this.code = code;
    this.report = List.copyOf(report);
  }

  public Code code() {
    return code;
  }

  /** Every check that was made, in order; the last one failed. */
  public List<TokenCheck> report() {
    return report;
  }

  /** What was wrong, in a line; for the audit. */
  public String reason() {
    return report.stream()
        .filter(check -> !check.held())
        .map(check -> check.name() + ": expected " + check.expected() + ", seen " + check.seen())
        .collect(Collectors.joining("; "));
  }
}
