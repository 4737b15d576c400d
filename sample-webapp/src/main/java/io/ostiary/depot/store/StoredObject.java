package io.ostiary.depot.store;

import io.ostiary.depot.checksum.Checksum;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object: what its metadata file holds.
 *
 * @param etag without quotes: the MD5 of the bytes in hex, or that of the parts' MD5s and {@code
 *     -N} for N parts
 * @param modifiedMillis when it was written, in milliseconds since 1970
 * @param checksum what the client sent and we verified, if anything
 * @param blobs its bytes in order; if {@code multipart}, one for each part
 */
public record StoredObject(
    String key,
    String etag,
    long modifiedMillis,
    ObjectAttributes attributes,
    @Nullable Checksum checksum,
    boolean multipart,
    List<Blob> blobs) {
  public StoredObject {
    blobs = List.copyOf(blobs);
  }

  /** In bytes. */
  public long size() {
    return blobs.stream().mapToLong(Blob::size).sum();
  }

  /** When it was written, in whole seconds as HTTP has them. */
  public Instant modified() {
    return Instant.ofEpochMilli(modifiedMillis);
  }

  StoredObject with(ObjectAttributes others) {
    return new StoredObject(key, etag, modifiedMillis, others, checksum, multipart, blobs);
  }
}
