package io.ostiary.policy.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an application offers: its actions, resource types, condition keys and routes. Consistent
 * with itself: every name in it that refers to something refers to something that is there.
 *
 * @param file how messages call the definition
 * @param service the prefix of its actions, such as {@code s3}
 * @param signingNames the services that a signature's scope may name here
 * @param pathAsSent whether clients sign the path as sent (S3) rather than normalized and encoded
 *     once more
 * @param unsignedPayloadByDefault whether a presigned request without a stated hash covers no body
 * @param queryVersion the {@code Version} of a service that speaks the Query protocol; empty for
 *     one whose routes have methods and paths
 * @param variables what path variables may hold; one that is not here is {@link
 *     PathVariable#DEFAULT}
 * @param routes in the order of the file
 */
public record ServiceDefinition(
    String file,
    String service,
    String title,
    Set<String> signingNames,
    boolean pathAsSent,
    boolean unsignedPayloadByDefault,
    ErrorShape errors,
    Optional<String> queryVersion,
    Selectors selectors,
    Map<String, PathVariable> variables,
    Map<String, ConditionKey> conditionKeys,
    TagKeys tagKeys,
    Map<String, ResourceType> resources,
    Map<String, ActionDefinition> actions,
    List<Route> routes) {

  public ServiceDefinition {
    signingNames = Set.copyOf(signingNames);
    variables = Map.copyOf(variables);
    conditionKeys = Map.copyOf(conditionKeys);
    resources = Map.copyOf(resources);
    actions = Map.copyOf(actions);
    routes = List.copyOf(routes);
  }

  /**
   * Reads a definition, strictly.
   *
   * @param name how messages call the file
   * @throws ServiceDefinitionException with every problem found, if anything in it is not as the
   *     JSON Schema {@code service-definition-1.schema.json} says or refers to nothing
   */
  public static ServiceDefinition parse(String name, String json) {
    return DefinitionParser.parse(name, json);
  }

  /** What a path variable of this service may hold. */
  public PathVariable variable(String variableName) {
    return variables.getOrDefault(variableName, PathVariable.DEFAULT);
  }
}
