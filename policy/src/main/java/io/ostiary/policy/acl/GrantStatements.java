package io.ostiary.policy.acl;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.ResourcePattern;
import java.util.Map;
import java.util.Set;

/** Writes the grants on one resource as statements. */
final class GrantStatements {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String resource;
  private final AclActions actions;

  GrantStatements(String resourceArn, AclActions actions) {
    this.resource = ResourcePattern.literal(resourceArn);
    this.actions = actions;
  }

  /** A whole document; the owner's full control comes first. */
  String document(AccessControlList list) {
    ObjectNode document = JSON.createObjectNode();
    document.put("Version", "2012-10-17");
    ArrayNode statements = document.putArray("Statement");
    add("Owner", new Grant(list.owner(), Permission.FULL_CONTROL), statements);
    for (int i = 0; i < list.grants().size(); i++) {
      Grant grant = list.grants().get(i);
      if (!grant.grantee().equals(list.owner())) {
        add("Grant" + (i + 1), grant, statements);
      }
    }
    return document.toPrettyString();
  }

  private void add(String sid, Grant grant, ArrayNode statements) {
    if (grant.grantee() == Group.LOG_DELIVERY && actions.logDelivery().isEmpty()) {
      return;
    }
    for (Map.Entry<String, Set<String>> some : actions.of(grant.permission()).entrySet()) {
      ObjectNode statement = statements.addObject();
      statement.put("Sid", sid).put("Effect", "Allow");
      putGrantee(grant.grantee(), statement);
      ArrayNode list = statement.putArray("Action");
      some.getValue().forEach(list::add);
      statement.put("Resource", resource + some.getKey());
    }
  }

  private void putGrantee(Grantee grantee, ObjectNode statement) {
    if (grantee instanceof Grantee.Account account) {
      statement.putObject("Principal").put("AWS", account.accountId());
    } else if (grantee instanceof Grantee.CanonicalUser user) {
      statement.putObject("Principal").put("CanonicalUser", user.id());
    } else if (grantee == Group.LOG_DELIVERY) {
      statement.putObject("Principal").put("Service", actions.logDelivery().orElseThrow());
    } else {
      statement.put("Principal", "*");
    }
    if (grantee == Group.AUTHENTICATED_USERS) {
      // Every principal of an account has this key; anonymous and services have none.
      statement.putObject("Condition").putObject("Null").put("aws:PrincipalAccount", "false");
    }
  }
}
