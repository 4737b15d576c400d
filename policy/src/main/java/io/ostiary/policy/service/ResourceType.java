package io.ostiary.policy.service;

import io.ostiary.policy.acl.AclActions;
import java.util.Optional;

/**
 * A kind of resource. Exactly one of {@code arn} and {@code resolver} is present.
 *
 * @param resolver the name of registered code that finds the resource of a request
 * @param resourcePolicy the type of the resource whose attached policy governs this one
 * @param acl what access-control lists on such a resource allow; empty if it has none
 */
public record ResourceType(
    String name,
    Optional<ArnTemplate> arn,
    Optional<String> resolver,
    Optional<String> resourcePolicy,
    Optional<AclActions> acl) {

  ResourceType with(AclActions actions) {
    return new ResourceType(name, arn, resolver, resourcePolicy, Optional.of(actions));
  }
}
