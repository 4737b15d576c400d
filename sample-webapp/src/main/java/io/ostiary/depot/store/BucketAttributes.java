package io.ostiary.depot.store;

import io.ostiary.policy.acl.AccessControlList;
import java.util.Optional;

/**
 * What a bucket's creator says of it.
 *
 * @param location the region asked for; empty for the default
 * @param takesAcls whether access-control lists count, of the bucket and of its objects
 * @param acl the bucket's own
 */
public record BucketAttributes(
    String location, boolean takesAcls, Optional<AccessControlList> acl) {

  /** A bucket in which policies alone say who may do what. */
  public static BucketAttributes at(String location) {
    return new BucketAttributes(location, false, Optional.empty());
  }

  BucketAttributes with(AccessControlList other) {
    return new BucketAttributes(location, takesAcls, Optional.of(other));
  }
}
