package io.ostiary.policy.oracle;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.PolicyType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy document: its text, and the same as a tree in which every scalar is the text that the
 * document writes for it.
 */
record PlainDocument(
    String id, PolicyType type, String text, boolean hasVariables, List<JsonNode> statements) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static PlainDocument of(String id, PolicyType type, String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      return of(id, type, text, read(parser));
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private static JsonNode read(JsonParser parser) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = nodes.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.set(name, read(parser));
        }
        return object;
      }
      case START_ARRAY -> {
        ArrayNode array = nodes.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(read(parser));
        }
        return array;
      }
      default -> {
        return nodes.textNode(parser.getText());
      }
    }
  }

  /**
   * Version 2012-10-17 has variables; the older, which a document without version is in, none. A
   * Statement may be one object or a list.
   */
  private static PlainDocument of(String id, PolicyType type, String text, JsonNode tree) {
    boolean hasVariables = tree.path("Version").asText().equals("2012-10-17");
    return new PlainDocument(id, type, text, hasVariables, members(tree.path("Statement")));
  }

  /** A list of one may be written bare. */
  static List<JsonNode> members(JsonNode node) {
    List<JsonNode> members = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(members::add);
    } else if (!node.isMissingNode()) {
      members.add(node);
    }
    return members;
  }

  /** The texts of a bare text or of a list; none if the element is missing. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode member : members(node)) {
      texts.add(member.asText());
    }
    return texts;
  }
}
