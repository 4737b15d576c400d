package io.ostiary.policy.service;

import java.util.Optional;

/**
 * A service's own names for tags, besides those that every service has.
 *
 * @param resource the family of keys that shows a resource's tags beside {@code aws:ResourceTag},
 *     such as {@code s3:ExistingObjectTag}
 * @param request the family that shows a request's tags beside {@code aws:RequestTag}
 * @param requestKeys the key that holds the names of a request's tags beside {@code aws:TagKeys}
 */
public record TagKeys(
    Optional<String> resource, Optional<String> request, Optional<String> requestKeys) {

  /** A service without names of its own. */
  public static final TagKeys NONE =
      new TagKeys(Optional.empty(), Optional.empty(), Optional.empty());
}
