package io.ostiary.depot;

import io.ostiary.depot.store.Bucket;
import io.ostiary.depot.store.StoreException;
import io.ostiary.depot.store.StoredObject;
import io.ostiary.filter.mapping.ResourceAttributes;
import io.ostiary.policy.acl.AccessControlList;
import java.util.Map;
import java.util.Optional;

/**
 * Tells Ostiary the tags of objects and the access-control lists of buckets and objects. Everything
 * in Depot belongs to the installation's account.
 */
public final class StoredAttributes implements ResourceAttributes {
  private static final String RESOURCE = ":s3:::";

  @Override
  public Optional<String> owner(String resourceArn) {
    return Optional.empty();
  }

  @Override
  public Map<String, String> tags(String resourceArn) {
    return object(resourceArn).map(object -> object.attributes().tags()).orElse(Map.of());
  }

  @Override
  public Optional<AccessControlList> accessControlList(String resourceArn) {
    Optional<Bucket> bucket = bucket(resourceArn).filter(one -> one.attributes().takesAcls());
    return resourceArn.indexOf('/') < 0
        ? bucket.flatMap(one -> one.attributes().acl())
        : bucket.flatMap(one -> object(resourceArn)).flatMap(object -> object.attributes().acl());
  }

  private static Optional<StoredObject> object(String arn) {
    int slash = arn.indexOf('/');
    return slash < 0
        ? Optional.empty()
        : bucket(arn).flatMap(bucket -> bucket.find(arn.substring(slash + 1)));
  }

  private static Optional<Bucket> bucket(String arn) {
    int start = arn.indexOf(RESOURCE) + RESOURCE.length();
    int slash = arn.indexOf('/');
    if (start < RESOURCE.length()) {
      return Optional.empty();
    }
    try {
      String name = slash < 0 ? arn.substring(start) : arn.substring(start, slash);
      return OpenDepot.current().map(store -> store.bucket(name));
    } catch (StoreException noSuchBucket) {
      return Optional.empty();
    }
  }
}
