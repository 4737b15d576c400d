package io.ostiary.policy.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.oracle.PlainPrincipal.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The naive evaluator agrees with the tables of decisions that were written by hand. */
class TableTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String IAM = "arn:aws:iam::111122223333:";
  private static final String STS = "arn:aws:sts::111122223333:";
  private static final List<String> OF_BUCKETS =
      List.of(
          "READ s3:ListBucket",
          "READ s3:ListBucketVersions",
          "WRITE s3:PutObject /*",
          "WRITE s3:DeleteObject /*",
          "READ_ACP s3:GetBucketAcl",
          "WRITE_ACP s3:PutBucketAcl");
  private static final List<String> OF_OBJECTS =
      List.of("READ s3:GetObject", "READ_ACP s3:GetObjectAcl", "WRITE_ACP s3:PutObjectAcl");

  static Stream<Arguments> cases() {
    return Stream.of(
            "elements",
            "conditions",
            "principals",
            "accounts",
            "variables",
            "operators",
            "reasons",
            "lists")
        .flatMap(table -> read("/io/ostiary/policy/decision/" + table + ".json"))
        .filter(one -> !one.path("expected").asText().equals("Malformed"))
        .map(one -> Arguments.of(Named.of(one.path("name").asText(), one)));
  }

  /** Cases in the form in which a disagreement is reported. */
  static Stream<Arguments> disputes() {
    return read("disputes.json").map(one -> Arguments.of(Named.of(one.path("name").asText(), one)));
  }

  private static Stream<JsonNode> read(String resource) {
    try (InputStream in = TableTest.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
      JsonNode table = CaseJson.read(new String(bytes, StandardCharsets.UTF_8));
      return StreamSupport.stream(table.spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void decidesAsTheTableSays(JsonNode one) {
    Verdict verdict = new NaiveEvaluator().decide(request(one), policies(one));

    assertThat(verdict.outcome()).isEqualTo(one.path("expected").asText());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("disputes")
  void settlesWhatWasDisputed(JsonNode json) {
    CaseJson one = CaseJson.of(json);
    String expected = json.path("expected").asText();

    assertThat(new NaiveEvaluator().decide(one.request(), one.policies()).outcome())
        .isEqualTo(expected);
    assertThat(Engine.outcome(new Engine(one.policies()).decide(one.request())))
        .isEqualTo(expected);
  }

  private static PlainRequest request(JsonNode json) {
    PlainPrincipal principal = principal(json.path("principal").asText("user/alice"));
    Map<String, Object> context = new LinkedHashMap<>();
    if (!principal.account().isEmpty()) {
      context.put(
          "aws:PrincipalArn",
          principal.kind() == Kind.ROLE_SESSION ? principal.parent() : principal.arn());
    }
    for (Map.Entry<String, JsonNode> key : json.path("context").properties()) {
      JsonNode value = key.getValue();
      context.put(key.getKey(), value.isArray() ? PlainDocument.texts(value) : value.asText());
    }
    return new PlainRequest(
        principal,
        json.path("action").asText("s3:GetObject"),
        json.path("resource").asText("arn:aws:s3:::b/k"),
        json.path("owner").asText("111122223333"),
        json.has("trust") || json.path("gated").asBoolean(),
        context);
  }

  private static PlainPrincipal principal(String text) {
    String account = "111122223333";
    String[] parts = text.split("/", -1);
    return switch (parts[0]) {
      case "anonymous" -> new PlainPrincipal(Kind.ANONYMOUS, "anonymous", "", "", "");
      case "root" -> new PlainPrincipal(Kind.ROOT, IAM + "root", account, "", "");
      case "user" ->
          new PlainPrincipal(
              Kind.USER, IAM + text, account, "", "AIDA" + parts[1].toUpperCase(Locale.ROOT));
      case "role" ->
          new PlainPrincipal(
              Kind.ROLE_SESSION,
              STS + "assumed-role/" + parts[1] + '/' + parts[2],
              account,
              IAM + "role/" + parts[1],
              "AROAAPP");
      case "federated-user" ->
          new PlainPrincipal(
              Kind.FEDERATED_USER, STS + text, account, IAM + "user/maker", "AIDAMAKER");
      default -> new PlainPrincipal(Kind.SERVICE, text, "", "", "");
    };
  }

  private static PlainPolicies policies(JsonNode json) {
    ArrayNode everything = NODES.arrayNode().add(NODES.objectNode());
    boolean trust = json.has("trust");
    return new PlainPolicies(
        documents(
            json, json.has("identity") ? json.path("identity") : everything, PolicyType.IDENTITY),
        documents(
            json,
            json.path(trust ? "trust" : "resourcePolicy"),
            trust ? PolicyType.TRUST : PolicyType.RESOURCE),
        optional(json, "boundary", PolicyType.PERMISSIONS_BOUNDARY),
        optional(json, "session", PolicyType.SESSION),
        levels(json, "serviceControl", PolicyType.SERVICE_CONTROL),
        levels(json, "resourceControl", PolicyType.RESOURCE_CONTROL),
        json.has("acl") ? List.of(acl(json)) : List.of());
  }

  private static PlainAcl acl(JsonNode json) {
    JsonNode acl = json.path("acl");
    PlainRequest request = request(json);
    String resource = acl.path("on").asText(request.resource());
    return new PlainAcl(
        "acl",
        resource,
        acl.path("owner").asText(request.owner()),
        PlainDocument.texts(acl.path("grants")),
        resource.contains("/") ? OF_OBJECTS : OF_BUCKETS);
  }

  private static @Nullable List<PlainDocument> optional(
      JsonNode json, String member, PolicyType type) {
    return json.has(member) ? documents(json, json.path(member), type) : null;
  }

  private static List<List<PlainDocument>> levels(JsonNode json, String member, PolicyType type) {
    List<List<PlainDocument>> levels = new ArrayList<>();
    for (JsonNode level : json.path(member)) {
      levels.add(documents(json, level, type));
    }
    return levels;
  }

  private static List<PlainDocument> documents(JsonNode json, JsonNode fragments, PolicyType type) {
    List<PlainDocument> documents = new ArrayList<>();
    for (JsonNode fragment : fragments) {
      ObjectNode document = NODES.objectNode();
      if (!json.path("version").isNull()) {
        document.put("Version", json.path("version").asText("2012-10-17"));
      }
      document.set("Statement", statement(fragment, type));
      documents.add(PlainDocument.of("policy", type, document.toString()));
    }
    return documents;
  }

  /** What a fragment leaves out is that everything is allowed, or of a control policy denied. */
  private static ObjectNode statement(JsonNode fragment, PolicyType type) {
    ObjectNode statement = NODES.objectNode();
    boolean trust = type == PolicyType.TRUST;
    statement.put("Effect", type == PolicyType.RESOURCE_CONTROL ? "Deny" : "Allow");
    if (!fragment.has("NotAction")) {
      statement.put("Action", trust ? "sts:AssumeRole" : "*");
    }
    if (!trust && !fragment.has("NotResource")) {
      statement.put("Resource", "*");
    }
    for (Map.Entry<String, JsonNode> member : fragment.properties()) {
      if (member.getValue().isNull()) {
        statement.remove(member.getKey());
      } else {
        statement.set(member.getKey(), member.getValue());
      }
    }
    return statement;
  }
}
