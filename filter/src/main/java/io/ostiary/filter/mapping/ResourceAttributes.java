package io.ostiary.filter.mapping;

import java.util.Map;
import java.util.Optional;

/**
 * What only the application knows of its resources. Implemented by the application, found by {@link
 * java.util.ServiceLoader}; called at most once a question, before the decision.
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
}
