package io.ostiary.signature;

import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signature that holds; only a {@link SignatureVerifier} makes one. The body is covered as {@link
 * #payloadMode} says, unless it {@linkplain #isBodyPending is still to be read}.
 */
public final class VerifiedSignature {
  private static final int LONGEST_CHUNK = 16 * 1024 * 1024;

  private final SignatureClaim claim;
  private final PayloadStatement payload;
  private final SigningKey key;

  /** What the body's hash must be; null if nothing is left to verify. */
  private final byte @Nullable [] pending;

  /** Made when asked for; two threads may both make it, and it is the same. */
  private @Nullable Set<String> signedHeaders;

  VerifiedSignature(
      SignatureClaim claim, PayloadStatement payload, SigningKey key, byte @Nullable [] pending) {
    this.claim = claim;
    this.payload = payload;
    this.key = key;
    this.pending = pending;
  }

  public SignatureClaim claim() {
    return claim;
  }

  public PayloadMode payloadMode() {
    return payload.mode();
  }

  /** The names of the headers it covers, lower-case. */
  public Set<String> signedHeaders() {
    Set<String> names = signedHeaders;
    if (names == null) {
      names = Collections.unmodifiableSet(new LinkedHashSet<>(claim.signedHeaders().names()));
      signedHeaders = names;
    }
    return names;
  }

  /** Whether the body has one hash, and nobody has compared it yet. */
  public boolean isBodyPending() {
    return pending != null;
  }

  /**
   * The bytes of a pending body as they come. Where the end would be reported, a body with another
   * hash than the signed one is a {@link PayloadException}; before that nothing is known of it.
   *
   * @throws IllegalStateException if the body is not pending
   */
  public InputStream verifying(InputStream body) {
    byte[] hash = pending;
    if (hash == null) {
      throw new IllegalStateException("the hash of this body was compared, or covers nothing");
    }
    return new HashedPayload(body, hash);
  }

  /**
   * Decodes an {@code aws-chunked} body of a streaming mode: each signed chunk is verified before a
   * byte of it is handed out, the length against {@code x-amz-decoded-content-length}, the
   * trailer's signature and checksums before the end is reported. A defect is an {@link
   * PayloadException} in place of further bytes. A signed chunk may have 16 MiB.
   *
   * @throws IllegalStateException if the mode is not a streaming one
   */
  public ChunkedPayload decode(InputStream body) {
    return decode(body, LONGEST_CHUNK);
  }

  /**
   * The same with another limit.
   *
   * @param longestChunk octets of a signed chunk, which is held in memory until it is verified;
   *     unsigned ones are passed on as they come and may be as long as the body
   */
  public ChunkedPayload decode(InputStream body, int longestChunk) {
    StreamLayout layout = payload.stream();
    if (layout == null) {
      throw new IllegalStateException(
          "only a streamed payload is aws-chunked, this one is " + payload.mode());
    }
    ChunkSignatures signatures =
        payload.mode() == PayloadMode.STREAMING_UNSIGNED_TRAILER
            ? null
            : new ChunkSignatures(claim, key);
    return new ChunkedPayload(
        new ChunkedBody(body),
        layout,
        signatures,
        payload.mode() != PayloadMode.STREAMING_SIGNED,
        longestChunk);
  }

  /** Shows neither the key nor the signature. */
  @Override
  public String toString() {
    return "VerifiedSignature[" + claim + ", " + payload.mode() + "]";
  }
}
