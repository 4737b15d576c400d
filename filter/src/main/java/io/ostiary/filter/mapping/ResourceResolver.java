package io.ostiary.filter.mapping;

import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.policy.request.Resource;
import java.util.List;
import java.util.Map;

/** Names a resource that no template can, such as an IAM user with its stored path. */
@FunctionalInterface
public interface ResourceResolver {
  /** The resource that this request is about. */
  Resource resolve(RequestMapper.Input input) throws RejectedRequestException;

  /**
   * Further resources on which the action must be allowed as well, such as the user that a renamed
   * one will be.
   */
  default List<Resource> others(RequestMapper.Input input) throws RejectedRequestException {
    return List.of();
  }

  /** The tags of a resource that this resolved; asked only if a policy at hand reads one. */
  default Map<String, String> tags(RequestMapper.Input input, Resource resource) {
    return Map.of();
  }

  /**
   * Those of the service's condition keys that the resource answers rather than the request, such
   * as the permissions boundary that a user has. Only the keys that the action lists count.
   */
  default Map<String, String> keys(RequestMapper.Input input, Resource resource) {
    return Map.of();
  }
}
