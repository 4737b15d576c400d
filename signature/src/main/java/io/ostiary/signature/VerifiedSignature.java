package io.ostiary.signature;

import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signature that holds; only a {@link SignatureVerifier} makes one. The body is covered as {@link
 * #payloadMode} says.
 */
public final class VerifiedSignature {
  private static final int LONGEST_CHUNK = 16 * 1024 * 1024;

  private final SignatureClaim claim;
  private final PayloadStatement payload;
  private final SigningKey key;

  /** Made when asked for; two threads may both make it, and it is the same. */
  private @Nullable Set<String> signedHeaders;

  VerifiedSignature(SignatureClaim claim, PayloadStatement payload, SigningKey key) {
    this.claim = claim;
    this.payload = payload;
    this.key = key;
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

  /**
   * Decodes an {@code aws-chunked} body of a streaming mode: each signed chunk is verified before a
   * byte of it is handed out, the length against {@code x-amz-decoded-content-length}, the
   * trailer's signature and checksums before the end is reported. A defect is an {@link
   * ChunkedPayloadException} in place of further bytes. A signed chunk may have 16 MiB.
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
