package io.ostiary.depot.store;

import io.ostiary.depot.checksum.Checksum;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part that has been uploaded.
 *
 * @param number 1 to 10,000
 * @param etag the MD5 of its bytes in hex
 * @param checksum of the upload's algorithm, if it has one
 */
public record Part(
    int number, String etag, long modifiedMillis, @Nullable Checksum checksum, Blob blob) {

  public Instant modified() {
    return Instant.ofEpochMilli(modifiedMillis);
  }
}
