package io.ostiary.policy.service;

/**
 * A way for a signature to cover the body. Over TLS the two that cover nothing are admitted without
 * being listed, except by a Query-protocol service, which admits {@link #SIGNED} alone.
 */
public enum Payload {
  /** By the hash of the whole body. */
  SIGNED,
  /** Not at all. */
  UNSIGNED,
  /** Chunk by chunk. */
  STREAMING_SIGNED,
  /** Chunk by chunk, and the trailer. */
  STREAMING_SIGNED_TRAILER,
  /** Not at all; a checksum stands in the trailer. */
  STREAMING_UNSIGNED_TRAILER
}
