package io.ostiary.policy.service;

import io.ostiary.policy.request.RequestContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names that the routes of one definition may refer to. */
record Vocabulary(
    String service,
    boolean query,
    Selectors selectors,
    Map<String, PathVariable> variables,
    Map<String, ConditionKey> conditionKeys,
    Map<String, ResourceType> resources,
    Map<String, ActionDefinition> actions) {

  /** The variables that the ARNs of an action's resource and of its policy's holder take. */
  Set<String> arnVariables(ActionDefinition action) {
    Set<String> names = new TreeSet<>();
    action
        .resource()
        .map(resources::get)
        .ifPresent(
            type -> {
              type.arn().ifPresent(arn -> names.addAll(arn.variables()));
              type.resourcePolicy()
                  .map(resources::get)
                  .flatMap(ResourceType::arn)
                  .ifPresent(arn -> names.addAll(arn.variables()));
            });
    return names;
  }

  /** Says whether two keys are the same to a policy. */
  static boolean sameKey(String one, String other) {
    return RequestContext.fold(one).equals(RequestContext.fold(other));
  }
}
