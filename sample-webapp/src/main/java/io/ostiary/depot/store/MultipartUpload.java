package io.ostiary.depot.store;

import io.ostiary.depot.checksum.ChecksumAlgorithm;
import io.ostiary.depot.checksum.ChecksumType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object in the making, of parts that come in any order.
 *
 * @param id made by chance, told to the client
 * @param algorithm what the client said it would send with every part, if anything
 */
public record MultipartUpload(
    String id,
    String key,
    long initiatedMillis,
    ObjectAttributes attributes,
    @Nullable ChecksumAlgorithm algorithm,
    @Nullable ChecksumType checksumType) {

  public Instant initiated() {
    return Instant.ofEpochMilli(initiatedMillis);
  }
}
