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
import org.jspecify.annotations.Nullable;

/**
 * Draws cases: a request, policies that are to allow it, to deny it or just not to allow it, and
 * requests that differ from the first in little.
 */
final class CaseGenerator {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What the policies are to do with the first request. */
  private enum Goal {
    ALLOW,
    DENY,
    SILENCE
  }

  private final long seed;
  private final Draw draw;
  private final RequestGenerator requests;
  private final StatementGenerator statements;
  private final AclGenerator acls;
  private int ids;

  private CaseGenerator(long seed, NaiveEvaluator judge) {
    this.seed = seed;
    draw = new Draw(seed);
    requests = new RequestGenerator(draw);
    statements = new StatementGenerator(draw, judge);
    acls = new AclGenerator(draw);
  }

  /** A case of small policies, with so many requests. */
  static GeneratedCase small(long seed, int requests, NaiveEvaluator judge) {
    return new CaseGenerator(seed, judge).small(requests);
  }

  /** A case of an identity set, and now and then a resource set, of so many statements. */
  static GeneratedCase large(long seed, int statements, int requests, NaiveEvaluator judge) {
    return new CaseGenerator(seed, judge).large(statements, requests);
  }

  private GeneratedCase small(int count) {
    PlainRequest first = requests.request();
    PlainPolicies policies = policies(first);
    List<PlainRequest> all = new ArrayList<>();
    all.add(first);
    while (all.size() < count) {
      all.add(
          draw.percent(3)
              ? requests.request()
              : requests.mutant(draw.percent(75) ? first : draw.of(all)));
    }
    return new GeneratedCase(seed, policies, all);
  }

  private PlainPolicies policies(PlainRequest request) {
    int chance = draw.below(100);
    Goal goal = chance < 42 ? Goal.ALLOW : chance < 80 ? Goal.DENY : Goal.SILENCE;
    List<String> layers = new ArrayList<>(List.of("identity", "resource"));
    boolean own = GeneratedCase.hasOwnPolicies(request.principal());
    int boundary = own && draw.percent(30) ? 1 : 0;
    int session = own && draw.percent(30) ? 1 : 0;
    int serviceLevels = draw.of(0, 0, 0, 1, 2, 3);
    int resourceLevels = draw.of(0, 0, 0, 1, 2);
    add(layers, "boundary", boundary);
    add(layers, "session", session);
    add(layers, "service", serviceLevels);
    String special = draw.of(layers);
    if (goal == Goal.DENY && resourceLevels > 0 && draw.percent(25)) {
      special = "control";
    }
    PolicyType resource =
        request.action().equals(RequestGenerator.ASSUME) ? PolicyType.TRUST : PolicyType.RESOURCE;
    boolean bare = draw.percent(25);
    return new PlainPolicies(
        layer(PolicyType.IDENTITY, request, goal(goal, special, "identity")),
        bare && !special.equals("resource")
            ? List.of()
            : layer(resource, request, goal(goal, special, "resource")),
        boundary == 0
            ? null
            : layer(PolicyType.PERMISSIONS_BOUNDARY, request, goal(goal, special, "boundary")),
        session == 0 ? null : layer(PolicyType.SESSION, request, goal(goal, special, "session")),
        levels(PolicyType.SERVICE_CONTROL, request, serviceLevels, goal(goal, special, "service")),
        levels(
            PolicyType.RESOURCE_CONTROL, request, resourceLevels, goal(goal, special, "control")),
        resource == PolicyType.TRUST ? List.of() : acls.lists(request));
  }

  private static void add(List<String> layers, String name, int count) {
    if (count > 0) {
      layers.add(name);
    }
  }

  /** One layer is special; the others allow. */
  private static Goal goal(Goal goal, String special, String layer) {
    return special.equals(layer) ? goal : Goal.ALLOW;
  }

  private List<List<PlainDocument>> levels(
      PolicyType type, PlainRequest request, int count, Goal goal) {
    int special = count == 0 ? 0 : draw.below(count);
    List<List<PlainDocument>> levels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      levels.add(layer(type, request, i == special ? goal : Goal.ALLOW));
    }
    return levels;
  }

  private List<PlainDocument> layer(PolicyType type, PlainRequest request, Goal goal) {
    List<boolean[]> intents = new ArrayList<>(); // allow, hit
    boolean control = type == PolicyType.RESOURCE_CONTROL;
    if (goal != Goal.SILENCE && !control) {
      intents.add(new boolean[] {true, true});
    }
    if (goal == Goal.DENY) {
      intents.add(new boolean[] {false, true});
    }
    for (int left = draw.of(0, 0, 1, 1, 2, 3); left > 0; left--) {
      intents.add(new boolean[] {!control && draw.percent(50), false});
    }
    draw.shuffle(intents);
    List<PlainDocument> documents = new ArrayList<>();
    while (!intents.isEmpty()) {
      List<boolean[]> some = intents.subList(0, draw.between(1, intents.size()));
      documents.add(document(type, request, some));
      some.clear();
    }
    return documents;
  }

  private PlainDocument document(PolicyType type, PlainRequest request, List<boolean[]> intents) {
    String version = version(type);
    boolean variables = "2012-10-17".equals(version);
    List<JsonNode> list = new ArrayList<>();
    for (boolean[] intent : intents) {
      list.add(statements.statement(type, variables, request, intent[0], intent[1]));
    }
    return document(type, version, list);
  }

  private PlainDocument document(PolicyType type, @Nullable String version, List<JsonNode> list) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    if (version != null) {
      members.put("Version", NODES.textNode(version));
    }
    if (list.size() == 1 && draw.percent(40)) {
      members.put("Statement", list.get(0));
    } else {
      ArrayNode array = NODES.arrayNode();
      list.forEach(array::add);
      members.put("Statement", array);
    }
    ObjectNode document = NODES.objectNode();
    List<String> names = new ArrayList<>(members.keySet());
    if (draw.percent(20)) {
      draw.shuffle(names);
    }
    names.forEach(name -> document.set(name, members.get(name)));
    return PlainDocument.of("p" + ids++, type, document.toString());
  }

  private @Nullable String version(PolicyType type) {
    if (type == PolicyType.SERVICE_CONTROL || type == PolicyType.RESOURCE_CONTROL) {
      return "2012-10-17";
    }
    int chance = draw.below(100);
    return chance < 80 ? "2012-10-17" : chance < 90 ? "2008-10-17" : null;
  }

  private GeneratedCase large(int count, int asked) {
    List<PlainRequest> family = new ArrayList<>();
    family.add(requests.request());
    while (family.size() < 24) {
      family.add(draw.percent(50) ? requests.request() : requests.mutant(family.get(0)));
    }
    boolean resource = draw.percent(30);
    PlainPolicies policies =
        new PlainPolicies(
            set(PolicyType.IDENTITY, resource ? 10 : count, family),
            resource ? set(PolicyType.RESOURCE, count, family) : List.of(),
            draw.percent(20) ? set(PolicyType.PERMISSIONS_BOUNDARY, 10, family) : null,
            null,
            List.of(),
            List.of(),
            List.of());
    List<PlainRequest> all = new ArrayList<>();
    while (all.size() < asked) {
      all.add(requests.mutant(draw.of(family)));
    }
    return new GeneratedCase(seed, policies, all);
  }

  /** Statements about requests of a family, few of them denying, many of them nearly matching. */
  private List<PlainDocument> set(PolicyType type, int count, List<PlainRequest> family) {
    List<PlainDocument> documents = new ArrayList<>();
    int denying = draw.of(1, 2, 5);
    int hits = draw.of(2, 5, 20);
    for (int left = count; left > 0; ) {
      String version = version(type);
      List<JsonNode> list = new ArrayList<>();
      for (int some = draw.between(1, Math.min(left, 40)); some > 0; some--, left--) {
        boolean hit = draw.below(count) < hits;
        boolean allow = !draw.percent(hit ? denying * 10 : 40);
        list.add(
            statements.statement(type, "2012-10-17".equals(version), draw.of(family), allow, hit));
      }
      documents.add(document(type, version, list));
    }
    return documents;
  }
}
