package io.ostiary.filter.mapping;

import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.policy.request.Resource;
import java.util.Map;

/** Names a resource that no template can, such as an IAM user with its stored path. */
@FunctionalInterface
public interface ResourceResolver {
  /** The resource that this request is about. */
  Resource resolve(RequestMapper.Input input) throws RejectedRequestException;

  /** The tags of a resource that this resolved; asked only if a policy at hand reads one. */
  default Map<String, String> tags(RequestMapper.Input input, Resource resource) {
    return Map.of();
  }
}
