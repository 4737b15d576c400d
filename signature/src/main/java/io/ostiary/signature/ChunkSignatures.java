package io.ostiary.signature;

/** The chain of signatures through a body: each covers the one before it, from the request's on. */
final class ChunkSignatures {
  private final SigningKey key;
  private final SignatureAlgorithm algorithm;
  private final String timeAndScope;
  private String previous;

  ChunkSignatures(SignatureClaim claim, SigningKey key) {
    this.key = key;
    this.algorithm = claim.algorithm();
    this.timeAndScope = "\n" + claim.timestamp().text() + "\n" + claim.scope().text() + "\n";
    this.previous = claim.signature();
  }

  /** Whether the next chunk's signature holds; if so the chain goes on from it. */
  boolean admitChunk(byte[] chunk, int length, String signature) {
    byte[] hash = Sha256.of(chunk, length);
    return admit(start("-PAYLOAD").put(Sha256.OF_NOTHING).put('\n').putHex(hash), signature);
  }

  /**
   * Whether the trailer's signature holds.
   *
   * @param fields {@code name:value} and a line feed for each, sorted
   */
  boolean admitTrailer(String fields, String signature) {
    byte[] hash = Octets.own().put(fields).sha256();
    return admit(start("-TRAILER").putHex(hash), signature);
  }

  private Octets start(String what) {
    return Octets.borrowed()
        .put(algorithm.text())
        .put(what)
        .put(timeAndScope)
        .put(previous)
        .put('\n');
  }

  private boolean admit(Octets stringToSign, String padded) {
    String signature = algorithm.unpadded(padded);
    boolean holds = stringToSign.isSignedBy(key, signature);
    if (holds) {
      previous = signature;
    }
    return holds;
  }
}
