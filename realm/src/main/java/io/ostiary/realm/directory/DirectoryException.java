package io.ostiary.realm.directory;

/** A command is refused; nothing was changed. The code is AWS's, the message says what and how. */
public final class DirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** AWS's error codes. */
  public enum Code {
    UNMODIFIABLE_ENTITY("UnmodifiableEntity", 400),
    NO_SUCH_ENTITY("NoSuchEntity", 404),
    ENTITY_ALREADY_EXISTS("EntityAlreadyExists", 409),
    DELETE_CONFLICT("DeleteConflict", 409),
    LIMIT_EXCEEDED("LimitExceeded", 409),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400),
    INVALID_INPUT("InvalidInput", 400),
    FEATURE_ENABLED("FeatureEnabled", 409),
    FEATURE_DISABLED("FeatureDisabled", 404),
    PASSWORD_POLICY_VIOLATION("PasswordPolicyViolation", 400),
    INVALID_AUTHENTICATION_CODE("InvalidAuthenticationCode", 403),
    ACCESS_DENIED("AccessDenied", 403),
    ENTITY_TEMPORARILY_UNMODIFIABLE("EntityTemporarilyUnmodifiable", 409),
    VALIDATION_ERROR("ValidationError", 400),
    SERVICE_FAILURE("ServiceFailure", 500),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503),

    // Those of Organizations, beside the ones above where it has the same.
    ACCOUNT_ALREADY_CLOSED("AccountAlreadyClosedException", 400),
    ACCOUNT_NOT_FOUND("AccountNotFoundException", 400),
    ALREADY_IN_ORGANIZATION("AlreadyInOrganizationException", 400),
    CONSTRAINT_VIOLATION("ConstraintViolationException", 400),
    DESTINATION_PARENT_NOT_FOUND("DestinationParentNotFoundException", 400),
    DUPLICATE_ACCOUNT("DuplicateAccountException", 400),
    DUPLICATE_ORGANIZATIONAL_UNIT("DuplicateOrganizationalUnitException", 400),
    DUPLICATE_POLICY("DuplicatePolicyException", 400),
    DUPLICATE_POLICY_ATTACHMENT("DuplicatePolicyAttachmentException", 400),
    ORGANIZATIONAL_UNIT_NOT_EMPTY("OrganizationalUnitNotEmptyException", 400),
    ORGANIZATIONAL_UNIT_NOT_FOUND("OrganizationalUnitNotFoundException", 400),
    ORGANIZATION_NOT_EMPTY("OrganizationNotEmptyException", 400),
    ORGANIZATIONS_ACCESS_DENIED("AccessDeniedException", 400),
    ORGANIZATIONS_NOT_IN_USE("AWSOrganizationsNotInUseException", 400),
    PARENT_NOT_FOUND("ParentNotFoundException", 400),
    POLICY_IN_USE("PolicyInUseException", 400),
    POLICY_NOT_ATTACHED("PolicyNotAttachedException", 400),
    POLICY_NOT_FOUND("PolicyNotFoundException", 400),
    POLICY_TYPE_ALREADY_ENABLED("PolicyTypeAlreadyEnabledException", 400),
    POLICY_TYPE_NOT_ENABLED("PolicyTypeNotEnabledException", 400),
    ROOT_NOT_FOUND("RootNotFoundException", 400),
    SOURCE_PARENT_NOT_FOUND("SourceParentNotFoundException", 400),
    TARGET_NOT_FOUND("TargetNotFoundException", 400);

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
