package io.ostiary.policy.service;

import java.util.Optional;
import java.util.Set;

/**
 * An action of a service.
 *
 * @param name without the service's prefix
 * @param resource the type of what it is done to; empty if it names no resource, so that only a
 *     statement on {@code *} covers it
 * @param conditionKeys the service's condition keys that a request for it may carry
 */
public record ActionDefinition(
    String name, Optional<String> resource, AccessLevel access, Set<String> conditionKeys) {
  public ActionDefinition {
    conditionKeys = Set.copyOf(conditionKeys);
  }
}
