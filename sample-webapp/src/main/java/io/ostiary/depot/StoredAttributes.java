package io.ostiary.depot;

import io.ostiary.depot.store.StoreException;
import io.ostiary.depot.store.StoredObject;
import io.ostiary.filter.mapping.ResourceAttributes;
import java.util.Map;
import java.util.Optional;

/** Tells Ostiary the tags of objects. Everything in Depot belongs to the installation's account. */
public final class ObjectTags implements ResourceAttributes {
  private static final String RESOURCE = ":s3:::";

  @Override
  public Optional<String> owner(String resourceArn) {
    return Optional.empty();
  }

  @Override
  public Map<String, String> tags(String resourceArn) {
    int start = resourceArn.indexOf(RESOURCE) + RESOURCE.length();
    int slash = resourceArn.indexOf('/', start);
    if (start < RESOURCE.length() || slash < 0) {
      return Map.of();
    }
    return find(resourceArn.substring(start, slash), resourceArn.substring(slash + 1))
        .map(object -> object.attributes().tags())
        .orElse(Map.of());
  }

  private static Optional<StoredObject> find(String bucket, String key) {
    try {
      return OpenDepot.current().flatMap(store -> store.bucket(bucket).find(key));
    } catch (StoreException noSuchBucket) {
      return Optional.empty();
    }
  }
}
