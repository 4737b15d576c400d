package io.ostiary.signature;

import java.security.MessageDigest;

/** The chain of signatures through a body: each covers the one before it, from the request's on. */
final class ChunkSignatures {
  private static final String PAYLOAD = "AWS4-HMAC-SHA256-PAYLOAD";
  private static final String TRAILER = "AWS4-HMAC-SHA256-TRAILER";

  private final SigningKey key;
  private final String timeAndScope;
  private String previous;

  ChunkSignatures(SignatureClaim claim, SigningKey key) {
    this.key = key;
    this.timeAndScope = "\n" + claim.timestamp().text() + "\n" + claim.scope().text() + "\n";
    this.previous = claim.signature();
  }

  /** Whether the next chunk's signature holds; if so the chain goes on from it. */
  boolean admitChunk(byte[] chunk, int length, String signature) {
    byte[] hash = Sha256.of(chunk, length);
    return admit(start(PAYLOAD).put(Sha256.OF_NOTHING).put('\n').putHex(hash).sign(key), signature);
  }

  /**
   * Whether the trailer's signature holds.
   *
   * @param fields {@code name:value} and a line feed for each, sorted
   */
  boolean admitTrailer(String fields, String signature) {
    byte[] hash = Octets.own().put(fields).sha256();
    return admit(start(TRAILER).putHex(hash).sign(key), signature);
  }

  private Octets start(String algorithm) {
    return Octets.borrowed().put(algorithm).put(timeAndScope).put(previous).put('\n');
  }

  private boolean admit(byte[] expected, String signature) {
    boolean same =
        Sha256.isLowerHex(signature) && MessageDigest.isEqual(expected, Sha256.parseHex(signature));
    if (same) {
      previous = signature;
    }
    return same;
  }
}
