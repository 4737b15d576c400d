package io.ostiary.signature;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request's signature is refused; the reason decides the answer, the message explains it.
 *
 * <p>It carries no stack trace: it is an expected outcome, and its cost should not depend on how
 * deep the caller stands.
 */
public final class SignatureException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why; each maps to one error code of AWS per protocol. */
  public enum Reason {
    /** More than one form of authentication. */
    TWO_FORMS,
    /** The retired version 2, or another scheme under its names. */
    RETIRED_VERSION,
    /** A part of the Authorization field or of the query parameters is missing or wrong. */
    MALFORMED,
    /** Signed for another service, region or day. */
    WRONG_SCOPE,
    /** Too old. */
    EXPIRED,
    /** Signed in the future. */
    NOT_YET_VALID,
    /** A presigned request past its stated lifetime. */
    PRESIGNED_EXPIRED,
    /** No such access key, or it does not work (any more). */
    UNKNOWN_KEY,
    /** The session of the access key is over; the signature holds. */
    EXPIRED_TOKEN,
    /** A header that must be covered is not. */
    UNSIGNED_HEADER,
    /** The signature differs. */
    MISMATCH,
    /** A way to cover the body that is unknown or not admitted here. */
    PAYLOAD_MODE,
    /** The body is not the one that was signed. */
    PAYLOAD_MISMATCH
  }

  private final Reason reason;
  private final transient @Nullable Supplier<SignatureDiagnostics> diagnostics;

  public SignatureException(Reason reason, String message) {
    this(reason, message, null);
  }

  SignatureException(
      Reason reason, String message, @Nullable Supplier<SignatureDiagnostics> diagnostics) {
    super(message, null, false, false);
    this.reason = reason;
    this.diagnostics = diagnostics;
  }

  static SignatureException malformed(String message) {
    return new SignatureException(Reason.MALFORMED, message);
  }

  public Reason reason() {
    return reason;
  }

  /**
   * What the verifier computed, so that it can be laid beside what the client computed; there for
   * {@link Reason#MISMATCH} only, and meant for a development mode. Made when asked for, so that a
   * wrong signature takes no longer than an unknown key.
   */
  public Optional<SignatureDiagnostics> diagnostics() {
    return Optional.ofNullable(diagnostics).map(Supplier::get);
  }
}
