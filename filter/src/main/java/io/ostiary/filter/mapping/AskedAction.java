package io.ostiary.filter.mapping;

import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.Resource;
import io.ostiary.policy.service.ActionDefinition;
import io.ostiary.policy.service.ArnTemplate;
import io.ostiary.policy.service.ConditionKey;
import io.ostiary.policy.service.ResourceType;
import io.ostiary.policy.service.ServiceDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * An action of a service of the application that the application itself asks about, and on what.
 *
 * @param arn of the resource; empty for an action that names none
 * @param keys the service's condition keys that the application answers in place of the request
 */
public record AskedAction(
    ServiceDefinition service,
    ActionDefinition action,
    Optional<String> arn,
    Map<String, String> keys) {

  public AskedAction {
    keys = Map.copyOf(keys);
  }

  /**
   * Holds a question against the services that there are.
   *
   * @param name such as {@code records:GetRecord}
   * @throws IllegalArgumentException if no service has the action, or it no such key
   */
  public static AskedAction of(
      List<ServiceDefinition> services,
      String name,
      Optional<String> arn,
      Map<String, String> keys) {
    Action asked = Action.parse(name);
    for (ServiceDefinition service : services) {
      ActionDefinition action = service.actions().get(asked.name());
      if (service.service().equals(asked.service()) && action != null) {
        checkKeys(service, action, keys);
        return new AskedAction(service, action, Optional.empty(), keys).on(arn);
      }
    }
    throw new IllegalArgumentException(
        "no service definition has the action `%s`; add it to the service's `actions`, or ask for one of those"
            .formatted(name));
  }

  /** The same of another resource; empty if it names none. */
  public AskedAction on(Optional<String> other) {
    return new AskedAction(service, action, other.filter(text -> !isNone(text)), keys);
  }

  private static boolean isNone(String arn) {
    return arn.equals(Resource.NONE);
  }

  private static void checkKeys(
      ServiceDefinition service, ActionDefinition action, Map<String, String> keys) {
    keys.forEach(
        (name, value) -> {
          ConditionKey key = service.conditionKeys().get(name);
          if (key == null || !action.conditionKeys().contains(name)) {
            throw new IllegalArgumentException(
                "%s: the action `%s` has no condition key `%s`; name one of `%s`"
                    .formatted(
                        service.file(),
                        action.name(),
                        name,
                        String.join("`, `", new TreeSet<>(action.conditionKeys()))));
          }
          if (!key.type().admits(value)) {
            throw new IllegalArgumentException(
                "%s: the condition key `%s` cannot be `%s`, which is no %s"
                    .formatted(service.file(), name, value, key.type().word()));
          }
        });
  }

  /** Whether the action names no resource, and the question none. */
  boolean aboutNone() {
    return action.resource().isEmpty() && arn.isEmpty();
  }

  /** The type of the resource. */
  ResourceType type() {
    return action
        .resource()
        .map(service.resources()::get)
        .orElseThrow(() -> foreign("none; ask without a resource"));
  }

  /**
   * What the resource's ARN has in place of the variables of its type.
   *
   * @throws IllegalArgumentException if it has another form
   */
  Map<String, String> variables(UnaryOperator<String> installation) {
    ArnTemplate form =
        type().arn().orElseThrow(() -> foreign("found by the service itself; send it the request"));
    return arn.flatMap(text -> form.match(text, installation))
        .orElseThrow(() -> foreign("of the form `" + form + '`'));
  }

  private IllegalArgumentException foreign(String form) {
    return new IllegalArgumentException(
        "%s: the action `%s` is not about `%s`; its resources are %s"
            .formatted(service.file(), action.name(), arn.orElse(Resource.NONE), form));
  }
}
