package io.ostiary.realm.directory;

/** A command is refused; nothing was changed. The code is AWS's, the message says what and how. */
public final class DirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** IAM's error codes. */
  public enum Code {
    UNMODIFIABLE_ENTITY("UnmodifiableEntity", 400),
    NO_SUCH_ENTITY("NoSuchEntity", 404),
    ENTITY_ALREADY_EXISTS("EntityAlreadyExists", 409),
    DELETE_CONFLICT("DeleteConflict", 409),
    LIMIT_EXCEEDED("LimitExceeded", 409),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400),
    INVALID_INPUT("InvalidInput", 400),
    PASSWORD_POLICY_VIOLATION("PasswordPolicyViolation", 400),
    INVALID_AUTHENTICATION_CODE("InvalidAuthenticationCode", 403),
    ACCESS_DENIED("AccessDenied", 403),
    ENTITY_TEMPORARILY_UNMODIFIABLE("EntityTemporarilyUnmodifiable", 409),
    VALIDATION_ERROR("ValidationError", 400),
    UNMODIFIABLE_ENTITY("UnmodifiableEntity", 400),
    SERVICE_FAILURE("ServiceFailure", 500),
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

  public DirectoryException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public DirectoryException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
