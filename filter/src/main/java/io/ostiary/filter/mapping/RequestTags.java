package io.ostiary.filter.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.ostiary.filter.http.CanonicalRequest.Parameter;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.UrlEncoded;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.service.ValueSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tags that a request brings, in each of the ways that requests write them; or, where it takes
 * tags away, their names only.
 */
final class RequestTags {
  private static final int MOST = 50;

  private final Map<String, String> tags = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Set<String> folded = new HashSet<>();

  private RequestTags() {}

  /** Values by name; none for a tag of which only the name is told. */
  Map<String, String> values() {
    return tags;
  }

  /** The names of all tags; they differ by more than case. */
  List<String> names() {
    return names;
  }

  static RequestTags read(ValueSource source, RequestValues values)
      throws RejectedRequestException {
    RequestTags tags = new RequestTags();
    switch (source.kind()) {
      case HEADER -> tags.fromHeader(values.header(source.name()).orElse(""));
      case FORM -> tags.fromForm(values.members(source.name()), source.name());
      case JSON -> tags.fromJson(values.json(source.name()), source.name());
      default -> throw new IllegalArgumentException("no tags come from " + source);
    }
    return tags;
  }

  private void fromHeader(String text) throws RejectedRequestException {
    for (Parameter tag : UrlEncoded.parse(text, StandardCharsets.UTF_8)) {
      put(tag.name(), tag.value());
    }
  }

  private void fromForm(Map<String, String> members, String list) throws RejectedRequestException {
    Map<String, String> keys = new TreeMap<>();
    Map<String, String> values = new TreeMap<>();
    List<String> order = new ArrayList<>();
    for (Map.Entry<String, String> member : members.entrySet()) {
      String name = member.getKey();
      int dot = name.indexOf('.');
      String number = dot < 0 ? name : name.substring(0, dot);
      String part = dot < 0 ? "" : name.substring(dot + 1);
      if (dot < 0) {
        name(member.getValue());
      } else if (part.equals("Key")) {
        keys.put(number, member.getValue());
        order.add(number);
      } else if (part.equals("Value")) {
        values.put(number, member.getValue());
      } else {
        throw malformed(list);
      }
    }
    boolean both = !names.isEmpty() && !order.isEmpty();
    if (both || !keys.keySet().containsAll(values.keySet())) {
      throw malformed(list);
    }
    for (String number : order) {
      put(keys.getOrDefault(number, ""), values.getOrDefault(number, ""));
    }
  }

  private void fromJson(JsonNode node, String pointer) throws RejectedRequestException {
    if (node.isArray()) {
      for (JsonNode item : node) {
        JsonNode value = item.path("Value");
        if (!item.path("Key").isTextual() || !(value.isTextual() || value.isMissingNode())) {
          throw malformed(pointer);
        }
        put(item.path("Key").asText(), value.asText(""));
      }
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        if (!member.getValue().isTextual()) {
          throw malformed(pointer);
        }
        put(member.getKey(), member.getValue().asText());
      }
    } else if (!node.isMissingNode() && !node.isNull()) {
      throw malformed(pointer);
    }
  }

  private void put(String name, String value) throws RejectedRequestException {
    name(name);
    tags.put(name, value);
  }

  private void name(String name) throws RejectedRequestException {
    if (name.isEmpty() || !folded.add(RequestContext.fold(name))) {
      throw RequestValues.refused(
          "a tag has no name or comes twice; names compare ignoring case%s", "");
    }
    names.add(name);
    if (names.size() > MOST) {
      throw RequestValues.refused("there are more than %s tags", Integer.toString(MOST));
    }
  }

  private static RejectedRequestException malformed(String where) {
    return RequestValues.refused("the tags in `%s` are not pairs of Key and Value", where);
  }
}
