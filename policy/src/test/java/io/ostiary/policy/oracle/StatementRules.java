package io.ostiary.policy.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a statement is about a request: its action, resource, principal and condition. */
class StatementRules extends ConditionRules {

  /** How a Principal element may name who asks; one entry may do it in one way only. */
  enum Naming {
    /** As everyone. */
    ANY,
    /** In person. */
    DIRECT,
    /** By the role of a session, or by the user who made it. */
    PARENT,
    ACCOUNT
  }

  boolean isAbout(JsonNode statement, boolean variables, PlainRequest request) {
    return actionMatches(statement, request)
        && resourceMatches(statement, variables, request)
        && conditionHolds(statement.path("Condition"), variables, request);
  }

  // -- Actions

  boolean actionMatches(JsonNode statement, PlainRequest request) {
    return statement.has("NotAction")
        ? notAction(PlainDocument.texts(statement.path("NotAction")), request)
        : anyAction(PlainDocument.texts(statement.path("Action")), request);
  }

  boolean notAction(List<String> patterns, PlainRequest request) {
    return !anyAction(patterns, request);
  }

  boolean anyAction(List<String> patterns, PlainRequest request) {
    for (String pattern : patterns) {
      if (action(pattern, request.action(), request)) {
        return true;
      }
    }
    return false;
  }

  /** Ignores case, trims nothing, knows no variables. A star alone is every action. */
  boolean action(String pattern, String action, PlainRequest request) {
    return pattern.equals("*")
        || stringLike(PlainRequest.fold(pattern), PlainRequest.fold(action), false, request);
  }

  // -- Resources

  /** A statement without resource is about the one that its policy is attached to. */
  boolean resourceMatches(JsonNode statement, boolean variables, PlainRequest request) {
    if (statement.has("NotResource")) {
      return notResource(PlainDocument.texts(statement.path("NotResource")), variables, request);
    }
    return !statement.has("Resource")
        || anyResource(PlainDocument.texts(statement.path("Resource")), variables, request);
  }

  boolean notResource(List<String> patterns, boolean variables, PlainRequest request) {
    return !anyResource(patterns, variables, request);
  }

  boolean anyResource(List<String> patterns, boolean variables, PlainRequest request) {
    for (String pattern : patterns) {
      if (resource(pattern, variables, request)) {
        return true;
      }
    }
    return false;
  }

  /** A star alone is everything, and all that covers an action without resource. */
  boolean resource(String pattern, boolean variables, PlainRequest request) {
    if (pattern.equals("*")) {
      return true;
    }
    String[] patterns = pattern.split(":", 6);
    String[] parts = request.resource().split(":", 6);
    if (parts.length < 6) {
      return false;
    }
    return patterns.length < 6
        ? abbreviated(patterns, parts, request)
        : partsMatch(patterns, parts, variables, request);
  }

  /** Fewer than six parts count only with a star at the end; the missing ones are stars. */
  boolean abbreviated(String[] patterns, String[] parts, PlainRequest request) {
    if (!patterns[patterns.length - 1].endsWith("*")) {
      return false;
    }
    for (int i = 0; i < patterns.length; i++) {
      if (!stringLike(patterns[i], parts[i], false, request)) {
        return false;
      }
    }
    return true;
  }

  // -- Principals

  /** Each way in which the element names who asks. */
  Set<Naming> namings(JsonNode element, PlainPrincipal principal) {
    Set<Naming> namings = EnumSet.noneOf(Naming.class);
    if (element.isTextual()) {
      addNaming(namings, "AWS", element.asText(), principal);
    }
    for (Map.Entry<String, JsonNode> entry : element.properties()) {
      for (String name : PlainDocument.texts(entry.getValue())) {
        addNaming(namings, entry.getKey(), name, principal);
      }
    }
    return namings;
  }

  /** Identity providers name nobody that a request can be made as. */
  private void addNaming(Set<Naming> namings, String type, String name, PlainPrincipal principal) {
    switch (type) {
      case "AWS" -> {
        if (isEveryone(name)) {
          namings.add(Naming.ANY);
        }
        if (namesInPerson(name, principal)) {
          namings.add(Naming.DIRECT);
        }
        if (namesParent(name, principal)) {
          namings.add(Naming.PARENT);
        }
        if (namesAccount(name, principal)) {
          namings.add(Naming.ACCOUNT);
        }
      }
      case "Service" -> {
        if (namesService(name, principal)) {
          namings.add(Naming.DIRECT);
        }
      }
      case "CanonicalUser" -> {
        if (namesCanonicalUser(name, principal)) {
          namings.add(Naming.ACCOUNT);
        }
      }
      default -> {}
    }
  }

  /** Another name of the account. */
  boolean namesCanonicalUser(String id, PlainPrincipal principal) {
    return id.equals(PlainPrincipal.CANONICAL_IDS.get(principal.account()));
  }

  boolean isEveryone(String name) {
    return name.equals("*");
  }

  /** A user by ARN or id, a session by its ARN; the root user's ARN names the account. */
  boolean namesInPerson(String name, PlainPrincipal principal) {
    return switch (principal.kind()) {
      case USER -> name.equals(principal.arn()) || name.equals(principal.id());
      case ROLE_SESSION, FEDERATED_USER -> name.equals(principal.arn());
      default -> false;
    };
  }

  /** The role of a session or the user who made it, by ARN or id; never the account's root. */
  boolean namesParent(String name, PlainPrincipal principal) {
    return switch (principal.kind()) {
      case ROLE_SESSION, FEDERATED_USER ->
          !isAccount(name) && (name.equals(principal.parent()) || name.equals(principal.id()));
      default -> false;
    };
  }

  private static boolean isAccount(String name) {
    return name.length() == 12 || (name.startsWith("arn:") && name.endsWith(":root"));
  }

  /** Twelve digits and the ARN of the root user are the same. */
  boolean namesAccount(String name, PlainPrincipal principal) {
    return !principal.account().isEmpty()
        && (name.equals(principal.account())
            || name.equals("arn:aws:iam::" + principal.account() + ":root"));
  }

  boolean namesService(String name, PlainPrincipal principal) {
    return principal.kind() == PlainPrincipal.Kind.SERVICE && name.equals(principal.arn());
  }

  /** Everyone who is named in no way; and always whoever has a permissions boundary. */
  boolean notPrincipal(JsonNode element, PlainPrincipal principal, boolean hasBoundary) {
    return hasBoundary || namings(element, principal).isEmpty();
  }
}
