package io.ostiary.depot.store;

import io.ostiary.depot.checksum.ChecksumAlgorithm;
import java.util.List;
import java.util.Map;

/**
 * What a client says an upload shall become.
 *
 * @param parts in the order of their numbers
 * @param checksums of the whole, as the client has computed them; in base64
 */
public record Completion(List<Chosen> parts, Map<ChecksumAlgorithm, String> checksums) {
  public Completion {
    parts = List.copyOf(parts);
    checksums = Map.copyOf(checksums);
  }

  /**
   * One part.
   *
   * @param etag without quotes
   * @param checksums as the client remembers them; in base64
   */
  public record Chosen(int number, String etag, Map<ChecksumAlgorithm, String> checksums) {
    public Chosen {
      checksums = Map.copyOf(checksums);
    }
  }
}
