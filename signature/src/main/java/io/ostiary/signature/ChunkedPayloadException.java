package io.ostiary.signature;

import java.io.IOException;

/** An {@code aws-chunked} body is defective: what was read of it must not be used. */
public final class ChunkedPayloadException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong; each maps to one error code of AWS. */
  public enum Defect {
    /** It is not in the form that the mode demands. */
    FRAMING,
    /** It ends early, or holds more or less than was announced. */
    LENGTH,
    /** A signed chunk is longer than this server holds in memory. */
    CHUNK_TOO_LONG,
    /** A chunk's or the trailer's signature differs. */
    SIGNATURE,
    /** The trailer's fields are not those announced. */
    TRAILER,
    /** A checksum differs. */
    CHECKSUM
  }

  private final Defect defect;

  ChunkedPayloadException(Defect defect, String message) {
    super(message);
    this.defect = defect;
  }

  public Defect defect() {
    return defect;
  }
}
