package io.ostiary.policy.service;

import io.ostiary.policy.acl.AclActions;
import io.ostiary.policy.acl.AclActions.Allowance;
import io.ostiary.policy.acl.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads which actions the permissions of access-control lists allow, once all actions are known.
 */
final class AclParser {
  private static final List<Permission> PERMISSIONS =
      List.of(Permission.READ, Permission.WRITE, Permission.READ_ACP, Permission.WRITE_ACP);

  private final String service;
  private final Map<String, ResourceType> types;
  private final Map<String, ActionDefinition> actions;
  private final Problems problems;

  AclParser(
      String service,
      Map<String, ResourceType> types,
      Map<String, ActionDefinition> actions,
      Problems problems) {
    this.service = service;
    this.types = types;
    this.actions = actions;
    this.problems = problems;
  }

  /**
   * The resource types, each with what it says of lists.
   *
   * @param nodes the members {@code acl} that there are, by type
   */
  Map<String, ResourceType> types(Map<String, DefinitionNode> nodes) {
    Map<String, ResourceType> read = new LinkedHashMap<>(types);
    nodes.forEach(
        (name, node) -> {
          ResourceType type = types.get(name);
          Optional<ArnTemplate> arn = type == null ? Optional.empty() : type.arn();
          if (type == null || arn.isEmpty()) {
            problems.add(node.place(), "`acl` without an `arn`; give the resource type one");
          } else {
            actions(arn.get(), node).ifPresent(acl -> read.put(name, type.with(acl)));
          }
        });
    return read;
  }

  private Optional<AclActions> actions(ArnTemplate holder, DefinitionNode node) {
    ObjectReader reader = ObjectReader.of(node, "`acl`", problems);
    List<Allowance> allowances = new ArrayList<>();
    for (Permission permission : PERMISSIONS) {
      for (DefinitionNode item : reader.items(permission.name(), false)) {
        ObjectReader.text(item, "`" + permission + "`", problems)
            .flatMap(action -> allowance(permission, holder, action, item))
            .ifPresent(allowances::add);
      }
    }
    Optional<String> logDelivery = reader.text("logDelivery");
    reader.end();
    if (allowances.isEmpty()) {
      if (node instanceof DefinitionNode.Members) {
        problems.add(node.place(), "`acl` allows no action; name some by a permission");
      }
      return Optional.empty();
    }
    return Optional.of(new AclActions(allowances, logDelivery));
  }

  /** Where an action is done, as {@link Allowance#beneath} says it. */
  private Optional<Allowance> allowance(
      Permission permission, ArnTemplate holder, String name, DefinitionNode node) {
    ActionDefinition action = actions.get(name);
    if (action == null) {
      problems.add(node.place(), DefinitionParser.undeclared(name, "`actions`"));
      return Optional.empty();
    }
    Optional<String> beneath =
        action
            .resource()
            .map(types::get)
            .flatMap(ResourceType::arn)
            .flatMap(arn -> arn.beneath(holder));
    if (beneath.isEmpty()) {
      problems.add(
          node.place(),
          "`%s` is done neither to such a resource nor to what it holds; remove it"
              .formatted(name));
    }
    return beneath.map(text -> new Allowance(permission, service + ':' + name, text));
  }
}
