package io.ostiary.cli;

import io.ostiary.cli.tree.JsonTree;
import io.ostiary.cli.tree.MalformedException;
import io.ostiary.cli.tree.Node;
import io.ostiary.policy.document.PolicyType;
import java.util.List;
import java.util.Locale;

/** Which type of policy a document looks like, when nobody says. */
final class LikelyType {
  private LikelyType() {}

  /**
   * A document whose statements name principals is a trust policy if they name no resource and only
   * actions of {@code sts}, a resource policy otherwise. Any other, and what is no JSON, is an
   * identity policy.
   */
  static PolicyType of(String text) {
    Node document;
    try {
      document = JsonTree.read(text.toCharArray(), text.length(), "");
    } catch (MalformedException notJson) {
      return PolicyType.IDENTITY;
    }
    List<Node> statements = list(document.nearest("/Statement"));
    if (statements.stream().noneMatch(one -> holds(one, "Principal"))) {
      return PolicyType.IDENTITY;
    }
    boolean trust =
        statements.stream()
            .allMatch(
                one ->
                    !holds(one, "Resource")
                        && list(one.nearest("/Action")).stream().allMatch(LikelyType::isSts));
    return trust ? PolicyType.TRUST : PolicyType.RESOURCE;
  }

  private static List<Node> list(Node node) {
    return node instanceof Node.Items items ? items.items() : List.of(node);
  }

  private static boolean holds(Node statement, String element) {
    return statement.child(element) != null || statement.child("Not" + element) != null;
  }

  private static boolean isSts(Node action) {
    return action instanceof Node.Text text
        && text.value().toLowerCase(Locale.ROOT).startsWith("sts:");
  }
}
