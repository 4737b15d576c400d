package io.ostiary.filter.mapping;

import io.ostiary.policy.acl.AccessControlList;
import java.util.Map;
import java.util.Optional;

/**
 * What only the application knows of its resources. Implemented by the application, found by {@link
 * java.util.ServiceLoader}; each method is called at most once a question and resource, before the
 * decision.
 */
public interface ResourceAttributes {

  /** An application whose resources all belong to the installation's account and have no tags. */
  ResourceAttributes NONE =
      new ResourceAttributes() {
        @Override
        public Optional<String> owner(String resourceArn) {
          return Optional.empty();
        }

        @Override
        public Map<String, String> tags(String resourceArn) {
          return Map.of();
        }
      };

  /** The account that owns a resource; empty for the installation's own account. */
  Optional<String> owner(String resourceArn);

  /** A resource's tags; asked only if a policy at hand reads one. */
  Map<String, String> tags(String resourceArn);

  /**
   * A resource's access-control list; empty if it has none, which grants nothing. Asked only of
   * types that have {@code acl} in the service definition: of the resource, and of what holds the
   * policy that governs it.
   */
  default Optional<AccessControlList> accessControlList(String resourceArn) {
    return Optional.empty();
  }
}
