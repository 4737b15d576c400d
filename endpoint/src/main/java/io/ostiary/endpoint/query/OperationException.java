package io.ostiary.endpoint.query;

import io.ostiary.realm.directory.DirectoryException;
import java.util.Objects;

/** An operation is refused; nothing was changed. The message may be shown to the client. */
public final class OperationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int BAD_REQUEST = 400;

  private final int status;
  private final String code;
  private final String message;
  private final String outcome;
  private final String reason;

  /**
   * @param status the HTTP status
   * @param code AWS's error code, such as {@code NoSuchEntity}
   */
  public OperationException(int status, String code, String message) {
    this(status, code, message, "Refused", "");
  }

  /**
   * What an operation decided by itself.
   *
   * @param outcome as audit events say it
   * @param reason for the audit only; empty if the message says it all
   */
  public OperationException(
      int status, String code, String message, String outcome, String reason) {
    super(message);
    this.status = status;
    this.code = code;
    this.message = message;
    this.outcome = outcome;
    this.reason = reason;
  }

  /** A parameter is not as the operation wants it. */
  public static OperationException validation(String message) {
    return new OperationException(BAD_REQUEST, "ValidationError", message);
  }

  /** The parameters do not make a request of this protocol. */
  public static OperationException malformed(String message) {
    return new OperationException(BAD_REQUEST, "InvalidQueryParameter", message);
  }

  /** The same on the wire of what the directory refuses. */
  public static OperationException from(DirectoryException refused) {
    DirectoryException.Code code = refused.code();
    return new OperationException(
        code.status(),
        code.wireName(),
        Objects.requireNonNullElse(refused.getMessage(), code.wireName()));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  String outcome() {
    return outcome;
  }

  String reason() {
    return reason;
  }

  /** What is wrong and how to mend it. */
  public String message() {
    return message;
  }
}
