package io.ostiary.signature;

import java.io.IOException;

/** A body is not the one that was signed: what was read of it must not be used. */
public final class PayloadException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong; each maps to one error code of AWS. */
  public enum Defect {
    /** Its hash is not the one stated. */
    HASH,
    /** It is {@code aws-chunked}, but not in the form that the mode demands. */
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

  PayloadException(Defect defect, String message) {
    super(message);
    this.defect = defect;
  }

  public Defect defect() {
    return defect;
  }
}
