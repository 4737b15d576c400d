package io.ostiary.realm.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * An organisation: accounts in a tree, capped by control policies, under a management account that
 * no cap applies to.
 *
 * @param id {@code o-…}
 * @param rootId {@code r-…}, where the tree begins
 * @param enabled the types of control policy that are in force
 */
public record Organization(
    String id,
    String partition,
    String managementAccountId,
    String rootId,
    Set<ControlPolicyType> enabled,
    Instant createdAt) {

  public Organization {
    Set<ControlPolicyType> ordered = EnumSet.noneOf(ControlPolicyType.class);
    ordered.addAll(enabled);
    enabled = Collections.unmodifiableSet(ordered);
  }

  public String arn() {
    return arn("organization", "");
  }

  public String rootArn() {
    return arn("root", rootId);
  }

  /** The ARN of something in it; every one names the management account. */
  String arn(String type, String thing) {
    return "arn:%s:organizations::%s:%s/%s%s"
        .formatted(partition, managementAccountId, type, id, thing.isEmpty() ? "" : "/" + thing);
  }

  Organization with(Set<ControlPolicyType> newEnabled) {
    return new Organization(id, partition, managementAccountId, rootId, newEnabled, createdAt);
  }
}
