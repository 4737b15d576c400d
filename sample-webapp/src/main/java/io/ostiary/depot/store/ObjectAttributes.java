package io.ostiary.depot.store;

import io.ostiary.policy.acl.AccessControlList;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says of an object besides its bytes.
 *
 * @param headers given back as they came, such as {@code Content-Type}
 * @param metadata the client's own, without the prefix {@code x-amz-meta-}
 * @param acl who may do what with it; if there is none, only whom policies allow
 */
public record ObjectAttributes(
    Map<String, String> headers,
    Map<String, String> metadata,
    Map<String, String> tags,
    Optional<AccessControlList> acl) {
  public ObjectAttributes {
    headers = Map.copyOf(headers);
    metadata = Map.copyOf(metadata);
    tags = Map.copyOf(tags);
  }

  /** Attributes without an access-control list. */
  public ObjectAttributes(
      Map<String, String> headers, Map<String, String> metadata, Map<String, String> tags) {
    this(headers, metadata, tags, Optional.empty());
  }

  /** The same with other tags. */
  public ObjectAttributes withTags(Map<String, String> otherTags) {
    return new ObjectAttributes(headers, metadata, otherTags, acl);
  }

  /** The same with another access-control list, or none. */
  public ObjectAttributes withAcl(Optional<AccessControlList> otherAcl) {
    return new ObjectAttributes(headers, metadata, tags, otherAcl);
  }
}
