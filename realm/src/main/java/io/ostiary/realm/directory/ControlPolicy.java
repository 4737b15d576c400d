package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A service control or resource control policy.
 *
 * @param id {@code p-…}
 * @param name unique in its organisation ignoring case
 */
public record ControlPolicy(
    String id, String arn, ControlPolicyType type, String name, String description, Policy policy) {

  private static final Map<ControlPolicyType, Policy> FULL_ACCESS = fullAccess();

  /** The policy that allows everything and ships with every organisation. */
  static ControlPolicy fullAccess(ControlPolicyType type, String partition) {
    String id = type.fullAccessId();
    return new ControlPolicy(
        id,
        "arn:%s:organizations::aws:policy/%s/%s".formatted(partition, type.word(), id),
        type,
        type.fullAccessName(),
        type.fullAccessDescription(),
        Objects.requireNonNull(FULL_ACCESS.get(type)));
  }

  private static Map<ControlPolicyType, Policy> fullAccess() {
    Map<ControlPolicyType, Policy> policies = new EnumMap<>(ControlPolicyType.class);
    for (ControlPolicyType type : ControlPolicyType.values()) {
      policies.put(type, Policy.parse(type.fullAccess(), type.documentType()));
    }
    return policies;
  }

  /** Whether it ships with every organisation, so that nobody changes or deletes it. */
  public boolean shipped() {
    return id.equals(type.fullAccessId());
  }
}
