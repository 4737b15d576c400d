package io.ostiary.depot.s3;

import io.ostiary.depot.checksum.Checksum;
import io.ostiary.depot.checksum.ChecksumAlgorithm;
import io.ostiary.depot.store.Bucket;
import io.ostiary.depot.store.ReceivedBody;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A body received and found to be what the client said.
 *
 * @param checksum the one that the client sent
 */
record Uploading(ReceivedBody body, Optional<Checksum> checksum) implements AutoCloseable {
  private static final long LARGEST = 5L << 30;

  /** Receives the body of {@code request}, computing {@code also} in any case. */
  static Uploading receive(S3Request request, Bucket bucket, @Nullable ChecksumAlgorithm also)
      throws IOException {
    ClaimedChecksums claims = ClaimedChecksums.of(request);
    Optional<Long> length = request.contentLength();
    if (length.isPresent() && length.get() > LARGEST) {
      throw S3Error.EntityTooLarge.because(
          "Your proposed upload has %s bytes; at most %s are possible at a time."
              .formatted(length.get(), LARGEST));
    }
    Set<ChecksumAlgorithm> wanted = EnumSet.noneOf(ChecksumAlgorithm.class);
    wanted.addAll(claims.algorithms());
    if (also != null) {
      wanted.add(also);
    }
    ReceivedBody body = bucket.receive(request.body(), wanted);
    boolean right = false;
    try {
      if (length.isPresent() && length.get() != body.size()) {
        throw S3Error.IncompleteBody.because(
            "You did not provide the number of bytes specified: %s came, %s were announced."
                .formatted(body.size(), length.get()));
      }
      Uploading uploading = new Uploading(body, claims.verify(body.md5(), body.checksums()));
      right = true;
      return uploading;
    } finally {
      if (!right) {
        body.close();
      }
    }
  }

  @Override
  public void close() {
    body.close();
  }
}
