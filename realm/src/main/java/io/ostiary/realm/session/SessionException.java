package io.ostiary.realm.session;

import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.DecisiveStatement;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import java.util.Locale;

/**
 * A session is refused. The code is AWS's; the message may be shown to whoever asked. What it
 * leaves out, since it would tell of a role that is not theirs, is for the audit.
 */
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
    SESSION_DURATION_ESCALATION("SessionDurationEscalationException", 403),
    OUTBOUND_FEDERATION_DISABLED("OutboundWebIdentityFederationDisabledException", 403),
    JWT_PAYLOAD_SIZE_EXCEEDED("JWTPayloadSizeExceededException", 400),
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
  private final String outcome;
  private final String reason;

  SessionException(Code code, String message) {
    this(code, message, "Refused", "");
  }

  private SessionException(Code code, String message, String outcome, String reason) {
    super(message, null, false, false);
    this.code = code;
    this.outcome = outcome;
    this.reason = reason;
  }

  static SessionException denied(String message) {
    return new SessionException(Code.ACCESS_DENIED, message);
  }

  /** What a caller is denied who is not to learn why. */
  static SessionException denied(String message, String reason) {
    return new SessionException(Code.ACCESS_DENIED, message, "Refused", reason);
  }

  /**
   * What policies deny.
   *
   * @param action what they were asked about
   */
  static SessionException denied(String message, Action action, Decision decision) {
    return new SessionException(
        Code.ACCESS_DENIED,
        message,
        decision.getClass().getSimpleName(),
        action + " " + why(decision));
  }

  private static String why(Decision decision) {
    if (decision instanceof Decision.ExplicitlyDenied denied) {
      DecisiveStatement by = denied.by();
      return "is denied by statement %s %s of %s policy %s"
          .formatted(by.index(), by.sid(), words(by.type()), by.policyId());
    }
    return decision instanceof Decision.ImplicitlyDenied denied
        ? "is allowed by no " + words(denied.missing()) + " policy"
        : "is allowed";
  }

  private static String words(PolicyType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
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

  /** As audit events say it: whether a policy denied it, and how, or it was refused otherwise. */
  public String outcome() {
    return outcome;
  }

  /** What the message does not tell; empty if there is no more. */
  public String reason() {
    return reason;
  }
}
