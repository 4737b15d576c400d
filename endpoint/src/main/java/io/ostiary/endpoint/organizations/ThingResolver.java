package io.ostiary.endpoint.organizations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.directory.OrganizationTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names everything in the organisation that a request is about: its policy, and whatever units,
 * accounts and roots it names; the action must be allowed on each. They belong to the management
 * account, so no other account's principals get at them. A request that names nothing, or nothing
 * that exists, is about the caller's account in general.
 */
final class ThingResolver implements ResourceResolver {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> MEMBERS =
      List.of(
          "PolicyId",
          "TargetId",
          "RootId",
          "ParentId",
          "ChildId",
          "OrganizationalUnitId",
          "AccountId",
          "SourceParentId",
          "DestinationParentId",
          "ResourceId");

  @Override
  public Resource resolve(RequestMapper.Input input) throws RejectedRequestException {
    List<Resource> named = named(input);
    return named.isEmpty() ? Resource.none(input.caller().accountId()) : named.get(0);
  }

  @Override
  public List<Resource> others(RequestMapper.Input input) throws RejectedRequestException {
    List<Resource> named = named(input);
    return named.isEmpty() ? List.of() : named.subList(1, named.size());
  }

  private static List<Resource> named(RequestMapper.Input input) throws RejectedRequestException {
    Optional<OrganizationTree> tree =
        input.caller().directory().organization(input.caller().accountId());
    List<Resource> resources = new ArrayList<>();
    if (tree.isPresent()) {
      String owner = tree.get().organization().managementAccountId();
      JsonNode body = body(input.json());
      for (String member : MEMBERS) {
        JsonNode id = body.path(member);
        if (id.isTextual()) {
          tree.get().arn(id.textValue()).ifPresent(arn -> resources.add(Resource.of(arn, owner)));
        }
      }
    }
    return resources;
  }

  private static JsonNode body(String json) throws RejectedRequestException {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new RejectedRequestException(Reason.BAD_REQUEST, "the body is not JSON");
    }
  }
}
