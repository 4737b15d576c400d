package io.ostiary.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.acl.Lists;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A line of a table of decisions. What it leaves out is alice of account 111122223333, with an
 * identity policy that allows everything, who asks for {@code s3:GetObject} of the object {@code
 * b/k} in that account. A policy is given by its statements, and a statement by what it has instead
 * of {@code {"Effect": "Allow", "Action": "*", "Resource": "*"}} (of a resource control policy:
 * {@code Deny} and {@code "Principal": "*"}; of a trust policy: {@code "Action":
 * "sts:AssumeRole"}). An access-control list is one on the resource unless it says {@code on}
 * which; its owner is the resource's, and its grants are written as in {@link Lists}.
 */
record DecisionCase(JsonNode json) {
  static final String ACCOUNT = "111122223333";

  /** The canonical ids that are known: of that account, and of another. */
  private static final Map<String, String> CANONICAL_USERS =
      Map.of(
          "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
          ACCOUNT,
          "a7b1c0f6d2e94c3b8f5a1d7e6c9b0a4f3e2d1c0b9a8f7e6d5c4b3a2918070605",
          "444455556666");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PRINCIPAL_ACCOUNT = "aws:PrincipalAccount";
  private static final Map<String, List<DecisionCase>> TABLES = new ConcurrentHashMap<>();

  static Stream<DecisionCase> of(String... tables) {
    return Stream.of(tables)
        .flatMap(table -> TABLES.computeIfAbsent(table, DecisionCase::read).stream());
  }

  private static List<DecisionCase> read(String table) {
    try (InputStream in = DecisionCase.class.getResourceAsStream(table + ".json")) {
      JsonNode cases = JSON.readTree(Objects.requireNonNull(in, table));
      return StreamSupport.stream(cases.spliterator(), false).map(DecisionCase::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(table, e);
    }
  }

  String expected() {
    return json.get("expected").textValue();
  }

  /** The type of the policy that decides, or that is missing; empty if the case does not say. */
  String by() {
    return json.path("by").asText();
  }

  /** What the decision is, or {@code Malformed}. */
  String outcome() {
    try {
      return decide().getClass().getSimpleName();
    } catch (PolicySyntaxException e) {
      return "Malformed";
    }
  }

  Decision decide() {
    return Authorizer.decide(request(), policies());
  }

  AuthorizationRequest request() {
    Principal principal = principal(json.path("principal").asText("user/alice"));
    RequestContext.Builder context = RequestContext.builder();
    if (principal instanceof Principal.RoleSession session) {
      context.one("aws:PrincipalArn", session.roleArn());
    } else if (!principal.accountId().isEmpty()) {
      context.one("aws:PrincipalArn", principal.name());
    }
    if (!principal.accountId().isEmpty() && !json.path("context").has(PRINCIPAL_ACCOUNT)) {
      context.one(PRINCIPAL_ACCOUNT, principal.accountId());
    }
    json.path("context")
        .properties()
        .forEach(
            key -> {
              JsonNode value = key.getValue();
              if (value.isArray()) {
                List<String> values = new ArrayList<>();
                value.forEach(item -> values.add(item.asText()));
                context.many(key.getKey(), values);
              } else {
                context.one(key.getKey(), value.asText());
              }
            });
    return new AuthorizationRequest(
        principal,
        Action.parse(json.path("action").asText("s3:GetObject")),
        new Resource(
            json.path("resource").asText("arn:aws:s3:::b/k"),
            json.path("owner").asText(ACCOUNT),
            json.has("trust") || json.path("gated").asBoolean()),
        context.build());
  }

  private static Principal principal(String text) {
    String iam = "arn:aws:iam::" + ACCOUNT + ':';
    String sts = "arn:aws:sts::" + ACCOUNT + ':';
    String[] parts = text.split("/", -1);
    return switch (parts[0]) {
      case "anonymous" -> new Principal.Anonymous();
      case "root" -> new Principal.Root(iam + "root", ACCOUNT);
      case "user" ->
          new Principal.User(
              iam + text, ACCOUNT, "AIDA" + parts[1].toUpperCase(java.util.Locale.ROOT));
      case "role" ->
          new Principal.RoleSession(
              sts + "assumed-role/" + parts[1] + '/' + parts[2],
              ACCOUNT,
              iam + "role/" + parts[1],
              "AROAAPP");
      case "federated-user" ->
          new Principal.FederatedUser(sts + text, ACCOUNT, iam + "user/maker", "AIDAMAKER");
      default -> new Principal.Service(text);
    };
  }

  ApplicablePolicies policies() {
    return new ApplicablePolicies(
        json.has("identity") ? set("identity", PolicyType.IDENTITY) : full(),
        json.has("trust")
            ? set("trust", PolicyType.TRUST)
            : withList(set("resourcePolicy", PolicyType.RESOURCE)),
        json.has("boundary") ? set("boundary", PolicyType.PERMISSIONS_BOUNDARY) : null,
        json.has("session") ? set("session", PolicyType.SESSION) : null,
        levels("serviceControl", PolicyType.SERVICE_CONTROL),
        levels("resourceControl", PolicyType.RESOURCE_CONTROL));
  }

  private PolicySet withList(PolicySet set) {
    JsonNode acl = json.path("acl");
    if (acl.isMissingNode()) {
      return set;
    }
    List<String> grants = new ArrayList<>();
    acl.path("grants").forEach(grant -> grants.add(grant.asText()));
    String resource = acl.path("on").asText(request().resource().name());
    Policy policy =
        Lists.list(acl.path("owner").asText(request().resource().accountId()), grants)
            .policy(resource, Lists.actions(resource), DecisionCase::canonicalUser);
    return set.with(new PolicySet.Source("acl", policy));
  }

  private static Optional<String> canonicalUser(String canonicalId) {
    return Optional.ofNullable(CANONICAL_USERS.get(canonicalId));
  }

  private PolicySet full() {
    return set(List.of(JSON.createArrayNode().addObject()), PolicyType.IDENTITY);
  }

  private PolicySet set(String member, PolicyType type) {
    List<JsonNode> statements = new ArrayList<>();
    json.path(member).forEach(statements::add);
    return set(statements, type);
  }

  private PolicySet set(List<? extends JsonNode> statements, PolicyType type) {
    return statements.isEmpty()
        ? PolicySet.EMPTY
        : PolicySet.of(List.of(new PolicySet.Source("policy", policy(statements, type))));
  }

  /** Levels of policies of one statement each. */
  private List<PolicySet> levels(String member, PolicyType type) {
    List<PolicySet> levels = new ArrayList<>();
    for (JsonNode level : json.path(member)) {
      List<PolicySet.Source> sources = new ArrayList<>();
      for (JsonNode statement : level) {
        sources.add(new PolicySet.Source("policy", policy(List.of(statement), type)));
      }
      levels.add(PolicySet.of(sources));
    }
    return levels;
  }

  private Policy policy(List<? extends JsonNode> fragments, PolicyType type) {
    ObjectNode document = JSON.createObjectNode();
    String version = json.path("version").asText("2012-10-17");
    if (!json.path("version").isNull()) {
      document.put("Version", version);
    }
    ArrayNode statements = document.putArray("Statement");
    for (JsonNode fragment : fragments) {
      statements.add(statement(fragment, type));
    }
    return Policy.parse(document.toPrettyString(), type, DecisionCase::canonicalUser);
  }

  private static ObjectNode statement(JsonNode fragment, PolicyType type) {
    ObjectNode statement = JSON.createObjectNode();
    boolean control = type == PolicyType.RESOURCE_CONTROL;
    statement.put("Effect", control ? "Deny" : "Allow");
    if (control) {
      statement.put("Principal", "*");
    }
    put(statement, fragment, "Action", type == PolicyType.TRUST ? "sts:AssumeRole" : "*");
    put(statement, fragment, "Resource", type == PolicyType.TRUST ? null : "*");
    fragment
        .properties()
        .forEach(
            member -> {
              if (!member.getValue().isNull()) {
                statement.set(member.getKey(), member.getValue());
              }
            });
    return statement;
  }

  /** Puts a default unless the fragment has the element, null for none, or its opposite. */
  private static void put(
      ObjectNode statement, JsonNode fragment, String element, @Nullable String text) {
    if (text != null && !fragment.has(element) && !fragment.has("Not" + element)) {
      statement.put(element, text);
    }
  }

  @Override
  public String toString() {
    return json.get("name").textValue();
  }
}
