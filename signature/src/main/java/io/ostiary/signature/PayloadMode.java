package io.ostiary.signature;

/** How a signature covers the body; the value of {@code x-amz-content-sha256} says which. */
public enum PayloadMode {
  /** By the hash of the whole body. */
  SIGNED,
  /** Not at all: {@code UNSIGNED-PAYLOAD}. */
  UNSIGNED,
  /** Chunk by chunk: {@code STREAMING-AWS4-HMAC-SHA256-PAYLOAD}. */
  STREAMING_SIGNED,
  /** Chunk by chunk, with a signed trailer. */
  STREAMING_SIGNED_TRAILER,
  /** Chunked without chunk signatures, a checksum in the trailer. */
  STREAMING_UNSIGNED_TRAILER
}
