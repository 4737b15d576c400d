package io.ostiary.realm.session;

/** A session is refused. The code is AWS's; the message may be shown to whoever asked. */
public final class SessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** AWS's error codes. */
  public enum Code {
    ACCESS_DENIED("AccessDenied", 403),
    VALIDATION_ERROR("ValidationError", 400),
    INVALID_PARAMETER_VALUE("InvalidParameterValue", 400),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400),
    EXPIRED_TOKEN("ExpiredTokenException", 400),
    PACKED_POLICY_TOO_LARGE("PackedPolicyTooLarge", 400),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503);

    private final String wireName;
    private final int status;

    Code(String wireName, int status) {
      this.wireName = wireName;
      this.status = status;
    }

    /** As AWS spells it. */
    public String wireName() {
      return wireName;
    }

    /** The HTTP status it comes with. */
    public int status() {
      return status;
    }
  }

  private final Code code;

  SessionException(Code code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static SessionException denied(String message) {
    return new SessionException(Code.ACCESS_DENIED, message);
  }

  static SessionException invalid(String message) {
    return new SessionException(Code.VALIDATION_ERROR, message);
  }

  static SessionException parameter(String message) {
    return new SessionException(Code.INVALID_PARAMETER_VALUE, message);
  }

  public Code code() {
    return code;
  }
}
