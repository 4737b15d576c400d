package io.ostiary.policy.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a JSON tree smaller while something remains true of it: it drops elements of lists and
 * members of objects, the large before the small, until none can be spared.
 */
final class Shrinker {
  private final JsonNode tree;
  private final Predicate<JsonNode> remains;

  private Shrinker(JsonNode tree, Predicate<JsonNode> remains) {
    this.tree = tree;
    this.remains = remains;
  }

  /** The tree that is left; {@code remains} must be true of the one given, and never throw. */
  static JsonNode shrink(JsonNode tree, Predicate<JsonNode> remains) {
    Shrinker shrinker = new Shrinker(tree.deepCopy(), remains);
    while (shrinker.pass(shrinker.tree)) {
      // another pass may spare what this one needed
    }
    return shrinker.tree;
  }

  /** Whether anything below the node was dropped. */
  private boolean pass(JsonNode node) {
    boolean dropped = false;
    if (node instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        dropped |= spares(array, i);
      }
    } else if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        dropped |= spares(object, name);
      }
    }
    for (JsonNode child : node) {
      dropped |= pass(child);
    }
    return dropped;
  }

  private boolean spares(ArrayNode array, int index) {
    JsonNode removed = array.remove(index);
    if (remains.test(tree)) {
      return true;
    }
    array.insert(index, removed);
    return false;
  }

  private boolean spares(ObjectNode object, String name) {
    ObjectNode before = object.objectNode().setAll(object);
    object.remove(name);
    if (remains.test(tree)) {
      return true;
    }
    object.removeAll();
    object.setAll(before); // with the members in their order
    return false;
  }
}
