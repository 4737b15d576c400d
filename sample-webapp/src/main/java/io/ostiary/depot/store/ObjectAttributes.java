package io.ostiary.depot.store;

import java.util.Map;

/**
 * What a client says of an object besides its bytes.
 *
 * @param headers given back as they came, such as {@code Content-Type}
 * @param metadata the client's own, without the prefix {@code x-amz-meta-}
 */
public record ObjectAttributes(
    Map<String, String> headers, Map<String, String> metadata, Map<String, String> tags) {
  public ObjectAttributes {
    headers = Map.copyOf(headers);
    metadata = Map.copyOf(metadata);
    tags = Map.copyOf(tags);
  }

  /** The same with other tags. */
  public ObjectAttributes withTags(Map<String, String> otherTags) {
    return new ObjectAttributes(headers, metadata, otherTags);
  }
}
