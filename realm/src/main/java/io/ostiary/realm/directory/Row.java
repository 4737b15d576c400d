package io.ostiary.realm.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.realm.store.Change;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A stored row's JSON, read strictly: what is not as it was written stops the directory. */
final class Row {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Change.Put put;
  private final JsonNode body;

  private Row(Change.Put put, JsonNode body) {
    this.put = put;
    this.body = body;
  }

  static Row of(Change.Put put) {
    try {
      JsonNode body = JSON.readTree(put.body());
      if (!body.isObject()) {
        throw broken(put, "it is not a JSON object");
      }
      return new Row(put, body);
    } catch (JsonProcessingException e) {
      throw broken(put, "it is not JSON");
    }
  }

  /** The row of an entity. */
  static <T> Change.Put of(Kind<T> kind, T entity) {
    ObjectNode body = JSON.createObjectNode();
    kind.write(entity, body);
    return new Change.Put(
        kind.tag(),
        kind.id(entity),
        kind.accountId(entity),
        kind.name(entity).map(Kind::fold),
        body.toString());
  }

  String id() {
    return put.id();
  }

  String accountId() {
    return put.accountId();
  }

  String text(String member) {
    JsonNode node = body.get(member);
    if (node == null || !node.isTextual()) {
      throw broken(put, "it has no text `" + member + "`");
    }
    return node.textValue();
  }

  boolean flag(String member) {
    JsonNode node = body.get(member);
    if (node == null || !node.isBoolean()) {
      throw broken(put, "it has no `" + member + "` of true or false");
    }
    return node.booleanValue();
  }

  long number(String member) {
    JsonNode node = body.get(member);
    if (node == null || !node.canConvertToLong() || !node.isIntegralNumber()) {
      throw broken(put, "it has no whole number `" + member + "`");
    }
    return node.longValue();
  }

  OptionalInt optionalNumber(String member) {
    return has(member) ? OptionalInt.of((int) number(member)) : OptionalInt.empty();
  }

  boolean has(String member) {
    return body.has(member);
  }

  List<String> list(String member) {
    List<String> texts = new ArrayList<>();
    body.path(member).forEach(node -> texts.add(node.asText()));
    return texts;
  }

  <E extends Enum<E>> E oneOf(String member, Class<E> type) {
    try {
      return Enum.valueOf(type, text(member));
    } catch (IllegalArgumentException e) {
      throw broken(put, "`" + member + "` is none that is known");
    }
  }

  Instant time(String member) {
    try {
      return Instant.parse(text(member));
    } catch (DateTimeException e) {
      throw broken(put, "`" + member + "` is not a time");
    }
  }

  Map<String, String> texts(String member) {
    Map<String, String> texts = new LinkedHashMap<>();
    body.path(member).properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  /** A policy that was sound when it was stored; were it skipped now, its denials would lapse. */
  Policy policy(String member, PolicyType type) {
    try {
      return Policy.parse(text(member), type);
    } catch (PolicySyntaxException e) {
      throw broken(put, malformed(e));
    }
  }

  static String malformed(PolicySyntaxException e) {
    return "its policy is malformed: " + e.getMessage();
  }

  private static IllegalStateException broken(Change.Put put, String problem) {
    return new IllegalStateException(broken(put.kind(), put.id(), problem));
  }

  /** What to tell of a row that cannot be read. */
  static String broken(String kind, String id, String problem) {
    return ("the stored %s `%s` cannot be read: %s; use the version of Ostiary that wrote it, or"
            + " restore a backup")
        .formatted(kind, id, problem);
  }
}
