package io.ostiary.depot.s3;

import io.ostiary.depot.checksum.ChecksumAlgorithm;
import io.ostiary.depot.checksum.RunningChecksum;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;

/** A body that is a document, read whole. */
final class SmallBody {
  private SmallBody() {}

  /** The body, of at most {@code limit} bytes, found to be what the client said. */
  static byte[] read(S3Request request, int limit) throws IOException {
    ClaimedChecksums claims = ClaimedChecksums.of(request);
    byte[] bytes = request.body().readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw S3Error.EntityTooLarge.because(
          "The document has more than %s bytes; make it shorter.".formatted(limit));
    }
    Map<ChecksumAlgorithm, byte[]> actual = new EnumMap<>(ChecksumAlgorithm.class);
    for (ChecksumAlgorithm algorithm : claims.algorithms()) {
      RunningChecksum checksum = algorithm.start();
      checksum.update(bytes, 0, bytes.length);
      actual.put(algorithm, checksum.value());
    }
    claims.verify(md5(bytes), actual);
    return bytes;
  }

  private static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
