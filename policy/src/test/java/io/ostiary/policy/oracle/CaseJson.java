package io.ostiary.policy.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.PolicyType;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request and its policies as one JSON object, which a failed test prints and a table holds. */
record CaseJson(PlainRequest request, PlainPolicies policies) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  ObjectNode toJson() {
    ObjectNode json = JSON.createObjectNode();
    PlainPrincipal principal = request.principal();
    json.putObject("principal")
        .put("kind", principal.kind().name())
        .put("arn", principal.arn())
        .put("account", principal.account())
        .put("parent", principal.parent())
        .put("id", principal.id());
    json.put("action", request.action())
        .put("resource", request.resource())
        .put("owner", request.owner())
        .put("gated", request.gated());
    json.set("context", JSON.valueToTree(request.context()));
    json.set("identity", list(policies.identity()));
    boolean trust =
        !policies.resource().isEmpty() && policies.resource().get(0).type() == PolicyType.TRUST;
    json.set(trust ? "trust" : "resourcePolicies", list(policies.resource()));
    if (policies.boundary() != null) {
      json.set("boundary", list(policies.boundary()));
    }
    if (policies.session() != null) {
      json.set("session", list(policies.session()));
    }
    json.set("serviceControl", levels(policies.serviceControl()));
    json.set("resourceControl", levels(policies.resourceControl()));
    json.set("acls", JSON.valueToTree(policies.acls()));
    return json;
  }

  private static ArrayNode list(List<PlainDocument> documents) {
    ArrayNode list = JSON.createArrayNode();
    for (PlainDocument document : documents) {
      list.add(read(document.text()));
    }
    return list;
  }

  private static ArrayNode levels(List<List<PlainDocument>> levels) {
    ArrayNode list = JSON.createArrayNode();
    levels.forEach(level -> list.add(list(level)));
    return list;
  }

  static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CaseJson of(JsonNode json) {
    JsonNode who = json.path("principal");
    Map<String, Object> context = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> key : json.path("context").properties()) {
      JsonNode value = key.getValue();
      context.put(key.getKey(), value.isArray() ? PlainDocument.texts(value) : value.asText());
    }
    PlainRequest request =
        new PlainRequest(
            new PlainPrincipal(
                PlainPrincipal.Kind.valueOf(who.path("kind").asText()),
                who.path("arn").asText(),
                who.path("account").asText(),
                who.path("parent").asText(),
                who.path("id").asText()),
            json.path("action").asText(),
            json.path("resource").asText(),
            json.path("owner").asText(),
            json.path("gated").asBoolean(),
            context);
    PolicyType gate = json.has("trust") ? PolicyType.TRUST : PolicyType.RESOURCE;
    PlainPolicies policies =
        new PlainPolicies(
            documents("identity", json.path("identity"), PolicyType.IDENTITY),
            documents(
                "resource", json.path(json.has("trust") ? "trust" : "resourcePolicies"), gate),
            optional("boundary", json, PolicyType.PERMISSIONS_BOUNDARY),
            optional("session", json, PolicyType.SESSION),
            levels("serviceControl", json, PolicyType.SERVICE_CONTROL),
            levels("resourceControl", json, PolicyType.RESOURCE_CONTROL),
            acls(json.path("acls")));
    return new CaseJson(request, policies);
  }

  private static List<PlainAcl> acls(JsonNode json) {
    List<PlainAcl> acls = new ArrayList<>();
    for (JsonNode acl : json) {
      acls.add(
          new PlainAcl(
              acl.path("id").asText(),
              acl.path("resource").asText(),
              acl.path("owner").asText(),
              PlainDocument.texts(acl.path("grants")),
              PlainDocument.texts(acl.path("actions"))));
    }
    return acls;
  }

  private static List<PlainDocument> documents(String name, JsonNode list, PolicyType type) {
    List<PlainDocument> documents = new ArrayList<>();
    for (JsonNode document : list) {
      documents.add(PlainDocument.of(name + documents.size(), type, document.toString()));
    }
    return documents;
  }

  private static @Nullable List<PlainDocument> optional(
      String name, JsonNode json, PolicyType type) {
    return json.has(name) ? documents(name, json.path(name), type) : null;
  }

  private static List<List<PlainDocument>> levels(String name, JsonNode json, PolicyType type) {
    List<List<PlainDocument>> levels = new ArrayList<>();
    for (JsonNode level : json.path(name)) {
      levels.add(documents(name + levels.size() + '-', level, type));
    }
    return levels;
  }
}
