package io.ostiary.policy.acl;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the permissions on one kind of resource allow, in the actions of its service. Which actions
 * those are is the service's to say; nothing about any service is known here.
 *
 * @param allowances at least one; a permission that is in none, such as {@code WRITE} on an S3
 *     object, may be granted and allows nothing
 * @param logDelivery the host of the service that {@link Group#LOG_DELIVERY} is; empty if there is
 *     none
 */
public record AclActions(List<Allowance> allowances, Optional<String> logDelivery) {

  /**
   * One action that a permission allows.
   *
   * @param action such as {@code s3:ListBucket}
   * @param beneath what follows the ARN of the resource in the pattern of those to which it may be
   *     done: empty for the resource itself, {@code /*} for all that it holds
   */
  public record Allowance(Permission permission, String action, String beneath) {
    public Allowance {
      if (permission == Permission.FULL_CONTROL) {
        throw new IllegalArgumentException(
            "`%s` for FULL_CONTROL, which is what the other four allow; say which of them does"
                .formatted(action));
      }
    }
  }

  public AclActions {
    allowances = List.copyOf(allowances);
    if (allowances.isEmpty()) {
      throw new IllegalArgumentException(
          "no permission allows any action; give at least one allowance");
    }
  }

  /** The actions that a permission allows, by what follows the resource's ARN. */
  Map<String, Set<String>> of(Permission permission) {
    Map<String, Set<String>> actions = new LinkedHashMap<>();
    for (Allowance allowance : allowances) {
      if (permission.parts().contains(allowance.permission())) {
        actions
            .computeIfAbsent(allowance.beneath(), beneath -> new LinkedHashSet<>())
            .add(allowance.action());
      }
    }
    return actions;
  }
}
