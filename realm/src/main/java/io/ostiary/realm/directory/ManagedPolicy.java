package io.ostiary.realm.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A policy of its own, attached to any number of identities.
 *
 * @param id {@code ANPA…}
 * @param accountId its owner; {@code aws} for a policy that ships with the product
 * @param defaultVersionId the version that applies wherever the policy is attached
 * @param updatedAt when its newest version was made
 */
public record ManagedPolicy(
    String id,
    String accountId,
    String partition,
    String path,
    String name,
    String description,
    String defaultVersionId,
    Instant createdAt,
    Instant updatedAt,
    Map<String, String> tags) {

  public ManagedPolicy {
    // In their order; Map.copyOf would shuffle them.
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  public String arn() {
    return "arn:" + partition + ":iam::" + accountId + ":policy" + path + name;
  }

  /** Whether it ships with the product, and so can be attached but not changed. */
  public boolean shipped() {
    return accountId.equals(ShippedPolicies.OWNER);
  }

  ManagedPolicy withDefaultVersion(String versionId) {
    return changed(versionId, updatedAt, tags);
  }

  ManagedPolicy withNewVersion(PolicyVersion version, boolean asDefault) {
    return changed(asDefault ? version.id() : defaultVersionId, version.createdAt(), tags);
  }

  ManagedPolicy withTags(Map<String, String> newTags) {
    return changed(defaultVersionId, updatedAt, newTags);
  }

  private ManagedPolicy changed(String versionId, Instant updated, Map<String, String> newTags) {
    return new ManagedPolicy(
        id, accountId, partition, path, name, description, versionId, createdAt, updated, newTags);
  }
}
