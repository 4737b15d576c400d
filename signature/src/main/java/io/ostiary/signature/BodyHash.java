package io.ostiary.signature;

import java.io.IOException;

/** Gives the SHA-256 of the whole body, reading it first if need be. */
@FunctionalInterface
public interface BodyHash {
  /** The 32 bytes. */
  byte[] sha256() throws IOException;

  /**
   * Whether the body is to be handed out as it comes, {@linkplain VerifiedSignature#verifying
   * verified at its end}, so that its hash is asked for only where the signature cannot be verified
   * without.
   */
  default boolean deferred() {
    return false;
  }
}
