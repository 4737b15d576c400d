package io.ostiary.signature;

import io.ostiary.signature.SignatureException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its payload.
 *
 * @param line the canonical request's last line; null where it is the hash of the actual body
 * @param stream the layout of an {@code aws-chunked} body; null in the modes that have none
 */
record PayloadStatement(PayloadMode mode, @Nullable String line, @Nullable StreamLayout stream) {
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String UNSIGNED_CHUNKS = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

  static PayloadStatement of(SignatureClaim claim, Expectation expectation, boolean hasBody)
      throws SignatureException {
    String line = line(claim, expectation);
    PayloadMode mode = line == null ? PayloadMode.SIGNED : mode(line, claim.algorithm());
    StreamLayout stream = null;
    if (mode == PayloadMode.SIGNED || mode == PayloadMode.UNSIGNED) {
      if (hasBody && !expectation.payloads().contains(mode)) {
        throw notAdmitted(mode, line == null ? "a signed payload" : line);
      }
    } else {
      if (claim.form() == SignatureClaim.Form.QUERY || !expectation.payloads().contains(mode)) {
        throw notAdmitted(mode, String.valueOf(line));
      }
      stream = StreamLayout.of(claim.headerFields(), mode);
      if (!hasBody) {
        throw new SignatureException(
            Reason.PAYLOAD_MISMATCH, "The request announces an aws-chunked body, but has no body");
      }
    }
    return new PayloadStatement(mode, line, stream);
  }

  private static @Nullable String line(SignatureClaim claim, Expectation expectation)
      throws SignatureException {
    String stated = claim.payloadHash();
    if (stated != null || claim.form() == SignatureClaim.Form.HEADER) {
      return stated;
    }
    String header = claim.headerFields().single(HeaderFields.CONTENT_SHA256);
    if (header != null && claim.signedHeaders().cover(HeaderFields.CONTENT_SHA256)) {
      return header;
    }
    if (!expectation.unsignedPayloadByDefault()) {
      return header;
    }
    if (header != null && !header.equals(UNSIGNED)) {
      throw new SignatureException(
          Reason.UNSIGNED_HEADER,
          "There were headers present in the request which were not signed: "
              + HeaderFields.CONTENT_SHA256);
    }
    return UNSIGNED;
  }

  private static PayloadMode mode(String line, SignatureAlgorithm algorithm)
      throws SignatureException {
    if (Sha256.isHex(line)) {
      return PayloadMode.SIGNED;
    }
    String chunks = "STREAMING-" + algorithm.text() + "-PAYLOAD";
    if (line.equals(UNSIGNED)) {
      return PayloadMode.UNSIGNED;
    } else if (line.equals(UNSIGNED_CHUNKS)) {
      return PayloadMode.STREAMING_UNSIGNED_TRAILER;
    } else if (line.equals(chunks)) {
      return PayloadMode.STREAMING_SIGNED;
    } else if (line.equals(chunks + "-TRAILER")) {
      return PayloadMode.STREAMING_SIGNED_TRAILER;
    }
    throw new SignatureException(
        Reason.PAYLOAD_MODE,
        "x-amz-content-sha256 must be %s, %s, %s, %s-TRAILER or a valid sha256 value."
            .formatted(UNSIGNED, UNSIGNED_CHUNKS, chunks, chunks));
  }

  private static SignatureException notAdmitted(PayloadMode mode, String line) {
    String remedy =
        switch (mode) {
          case SIGNED -> "send the payload in a way that this resource takes";
          case UNSIGNED, STREAMING_UNSIGNED_TRAILER ->
              "sign the payload, or use https if the service takes unsigned payloads there";
          default -> "sign the payload as a whole";
        };
    return new SignatureException(
        Reason.PAYLOAD_MODE, "A body sent with " + line + " is not admitted here: " + remedy);
  }
}
