package io.ostiary.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object of a JSON file of settings. What it lacks, or holds unasked, stops start-up. */
final class StrictObject {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String place;
  private final JsonNode node;
  private final Set<String> asked = new LinkedHashSet<>();

  private StrictObject(String place, JsonNode node) {
    this.place = place;
    this.node = node;
    if (!node.isObject()) {
      throw wrong("write an object `{…}` here");
    }
  }

  /** Reads a file's text. */
  static StrictObject parse(String file, String text) {
    try {
      return new StrictObject(file, JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(
          List.of(
              "%s:%s:%s: %s"
                  .formatted(
                      file,
                      e.getLocation().getLineNr(),
                      e.getLocation().getColumnNr(),
                      e.getOriginalMessage())));
    }
  }

  /** A problem at this object. */
  ConfigurationException wrong(String problem) {
    return new ConfigurationException(List.of(place + ": " + problem));
  }

  boolean has(String member) {
    asked.add(member);
    return node.has(member);
  }

  String text(String member) {
    return optionalText(member).orElseThrow(() -> wrong("`" + member + "` is missing; add it"));
  }

  Optional<String> optionalText(String member) {
    asked.add(member);
    JsonNode value = node.path(member);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw wrong("`" + member + "` must be a text");
    }
    return Optional.of(value.textValue());
  }

  /** A list of texts; none if it is missing. */
  List<String> texts(String member) {
    asked.add(member);
    JsonNode list = node.path(member);
    boolean sound = list.isMissingNode() || list.isArray();
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list) {
      sound &= item.isTextual();
      texts.add(item.asText());
    }
    if (!sound) {
      throw wrong("`" + member + "` must be a list of texts");
    }
    return texts;
  }

  /** Texts by name; none if they are missing. */
  Map<String, String> textsByName(String member) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(member)
        .ifPresent(
            object ->
                object
                    .node
                    .fieldNames()
                    .forEachRemaining(name -> texts.put(name, object.text(name))));
    return texts;
  }

  Optional<StrictObject> object(String member) {
    asked.add(member);
    return node.has(member)
        ? Optional.of(new StrictObject(place + ", " + member, node.get(member)))
        : Optional.empty();
  }

  /** A list of objects, at least one. */
  List<StrictObject> objects(String member) {
    asked.add(member);
    JsonNode list = node.path(member);
    List<StrictObject> objects = new ArrayList<>();
    for (JsonNode item : list) {
      objects.add(new StrictObject(place + ", " + member + " " + (objects.size() + 1), item));
    }
    if (!list.isArray() || objects.isEmpty()) {
      throw wrong("`" + member + "` must be a list of at least one object");
    }
    return objects;
  }

  /** Refuses what nobody asked for. */
  void end() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                throw wrong(
                    "unknown member `%s`; write one of `%s`"
                        .formatted(name, String.join("`, `", asked)));
              }
            });
  }
}
