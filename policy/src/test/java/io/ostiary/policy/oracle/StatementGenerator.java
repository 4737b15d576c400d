package io.ostiary.policy.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.PolicyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Draws statements of a policy type that are about a request, or would be but for one element. The
 * naive evaluator says which of the elements drawn will do.
 */
final class StatementGenerator {
  private static final int TRIES = 12;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private enum Element {
    ACTION,
    RESOURCE,
    CONDITION,
    PRINCIPAL
  }

  private final Draw draw;
  private final PatternGenerator patterns;
  private final ConditionGenerator conditions;
  private final NaiveEvaluator judge;

  StatementGenerator(Draw draw, NaiveEvaluator judge) {
    this.draw = draw;
    this.patterns = new PatternGenerator(draw);
    this.conditions = new ConditionGenerator(draw, patterns, judge);
    this.judge = judge;
  }

  ObjectNode statement(
      PolicyType type, boolean variables, PlainRequest request, boolean allow, boolean hit) {
    Element failing = hit ? null : failing(type);
    Map<String, JsonNode> members = new LinkedHashMap<>();
    if (draw.percent(10)) {
      members.put("Sid", NODES.textNode("S" + draw.below(1_000_000_000)));
    }
    members.put("Effect", NODES.textNode(allow ? "Allow" : "Deny"));
    if (type == PolicyType.RESOURCE_CONTROL) {
      members.put("Principal", NODES.textNode("*"));
    }
    if (type == PolicyType.RESOURCE || type == PolicyType.TRUST) {
      boolean wanted = failing != Element.PRINCIPAL;
      members.putAll(
          until(
              () -> principal(type, request.principal(), allow),
              one -> isNamed(one, request.principal()) == wanted));
    }
    boolean action = failing != Element.ACTION;
    members.putAll(
        until(() -> action(type, request), one -> judge.actionMatches(one, request) == action));
    boolean resource = failing != Element.RESOURCE;
    if (type != PolicyType.TRUST) {
      members.putAll(
          until(
              () -> resource(type, request),
              one -> judge.resourceMatches(one, variables, request) == resource));
    }
    if (failing == Element.CONDITION || draw.percent(55)) {
      members.put(
          "Condition", conditions.condition(request, variables, failing != Element.CONDITION));
    }
    return shuffled(members);
  }

  private Element failing(PolicyType type) {
    return switch (type) {
      case RESOURCE -> draw.of(Element.values());
      case TRUST -> draw.of(Element.PRINCIPAL, Element.CONDITION, Element.ACTION);
      default -> draw.of(Element.ACTION, Element.RESOURCE, Element.CONDITION, Element.CONDITION);
    };
  }

  private ObjectNode shuffled(Map<String, JsonNode> members) {
    List<String> names = new ArrayList<>(members.keySet());
    if (draw.percent(20)) {
      draw.shuffle(names);
    }
    ObjectNode statement = NODES.objectNode();
    names.forEach(name -> statement.set(name, members.get(name)));
    return statement;
  }

  /** Draws until it is as wanted, or gives up. */
  private Map<String, JsonNode> until(Supplier<ObjectNode> supplier, Predicate<JsonNode> wanted) {
    ObjectNode one = supplier.get();
    for (int left = TRIES; left > 0 && !wanted.test(one); left--) {
      one = supplier.get();
    }
    Map<String, JsonNode> members = new LinkedHashMap<>();
    one.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  private ObjectNode action(PolicyType type, PlainRequest request) {
    List<String> texts = new ArrayList<>();
    for (int left = count(); left > 0; left--) {
      texts.add(
          type == PolicyType.TRUST
              ? draw.of(
                  "sts:AssumeRole",
                  "sts:AssumeRole*",
                  "sts:TagSession",
                  "STS:ASSUMEROLE",
                  "sts:AssumeRoleWithSAML")
              : patterns.action(request.action(), type != PolicyType.RESOURCE_CONTROL));
    }
    boolean mayNegate = type != PolicyType.TRUST && type != PolicyType.RESOURCE_CONTROL;
    return element(mayNegate && draw.percent(15) ? "NotAction" : "Action", texts);
  }

  private ObjectNode resource(PolicyType type, PlainRequest request) {
    if (type == PolicyType.RESOURCE && draw.percent(10)) {
      return NODES.objectNode();
    }
    List<String> texts = new ArrayList<>();
    for (int left = count(); left > 0; left--) {
      texts.add(
          type == PolicyType.RESOURCE && draw.percent(3)
              ? patterns.brokenOff(request.resource())
              : patterns.resource(
                  request.resource(), request, type != PolicyType.RESOURCE_CONTROL));
    }
    return element(draw.percent(15) ? "NotResource" : "Resource", texts);
  }

  private int count() {
    return draw.of(1, 1, 1, 1, 1, 2, 2, 3, draw.of(0, 1, 1, 5));
  }

  private ObjectNode element(String name, List<String> texts) {
    ObjectNode element = NODES.objectNode();
    element.set(name, list(texts));
    return element;
  }

  /** A list of one is sometimes written bare. */
  private JsonNode list(List<String> texts) {
    if (texts.size() == 1 && draw.percent(60)) {
      return NODES.textNode(texts.get(0));
    }
    ArrayNode list = NODES.arrayNode();
    texts.forEach(list::add);
    return list;
  }

  private boolean isNamed(JsonNode statement, PlainPrincipal principal) {
    return statement.has("NotPrincipal")
        ? judge.notPrincipal(statement.path("NotPrincipal"), principal, false)
        : !judge.namings(statement.path("Principal"), principal).isEmpty();
  }

  private ObjectNode principal(PolicyType type, PlainPrincipal principal, boolean allow) {
    ObjectNode statement = NODES.objectNode();
    boolean mayNegate = type == PolicyType.RESOURCE && !allow;
    String name = mayNegate && draw.percent(40) ? "NotPrincipal" : "Principal";
    if (name.equals("Principal") && draw.percent(12)) {
      statement.put(name, "*");
      return statement;
    }
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (int left = count(); left > 0; left--) {
      String[] one = name(type, draw.percent(70) ? principal : other(principal));
      kinds.computeIfAbsent(one[0], kind -> new ArrayList<>()).add(one[1]);
    }
    if (kinds.isEmpty()) {
      kinds.put("AWS", List.of());
    }
    ObjectNode element = statement.putObject(name);
    kinds.forEach((kind, names) -> element.set(kind, list(names)));
    return statement;
  }

  private PlainPrincipal other(PlainPrincipal principal) {
    List<PlainPrincipal> kin =
        RequestGenerator.PRINCIPALS.stream()
            .filter(one -> one.kind() == principal.kind() && !one.equals(principal))
            .toList();
    return kin.isEmpty() || draw.percent(30) ? draw.of(RequestGenerator.PRINCIPALS) : draw.of(kin);
  }

  /** A kind of principal and a name of that kind. */
  private String[] name(PolicyType type, PlainPrincipal principal) {
    if (draw.percent(4)) {
      return draw.of(
          new String[] {"Federated", "cognito-identity.amazonaws.com"},
          new String[] {
            "CanonicalUser", "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7c"
          },
          new String[] {
            "CanonicalUser",
            PlainPrincipal.CANONICAL_IDS.get(
                draw.of(RequestGenerator.A, RequestGenerator.A, RequestGenerator.B))
          },
          new String[] {"AWS", "arn:aws:iam::111122223333:group/all"});
    }
    return switch (principal.kind()) {
      case SERVICE -> new String[] {"Service", principal.arn()};
      case ANONYMOUS -> new String[] {"AWS", "*"};
      default -> new String[] {"AWS", aws(type, principal)};
    };
  }

  private String aws(PolicyType type, PlainPrincipal principal) {
    String account = "arn:aws:iam::" + principal.account() + ":root";
    String parent = principal.parent().isEmpty() ? principal.arn() : principal.parent();
    String id = principal.id().isEmpty() ? principal.account() : principal.id();
    return switch (draw.below(8)) {
      case 0 -> principal.account();
      case 1 -> account;
      case 2 -> draw.percent(25) ? "*" : principal.arn();
      case 3, 4 -> parent;
      case 5 -> id;
      default ->
          type != PolicyType.TRUST && draw.percent(10)
              ? principal.arn().substring(0, principal.arn().lastIndexOf(':') + 1) + "user/*"
              : principal.arn();
    };
  }
}
