package io.ostiary.benchmarks.workload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.Effect;
import java.util.List;

/**
 * A statement of an identity policy in parts that each engine's language can be made of. {@code *}
 * is the only wildcard.
 *
 * @param conditions all of them must hold; no two have one operator
 */
public record GeneratedStatement(
    Effect effect,
    Shape shape,
    List<String> actions,
    List<String> resources,
    List<GeneratedCondition> conditions) {

  public GeneratedStatement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
  }

  /** As a policy document writes it. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("Effect", effect == Effect.ALLOW ? "Allow" : "Deny");
    put(json.putArray("Action"), actions);
    put(json.putArray("Resource"), resources);
    if (!conditions.isEmpty()) {
      ObjectNode block = json.putObject("Condition");
      for (GeneratedCondition condition : conditions) {
        put(block.putObject(condition.operator()).putArray(condition.key()), condition.values());
      }
    }
    return json;
  }

  private static void put(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
