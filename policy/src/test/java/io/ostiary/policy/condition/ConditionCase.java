package io.ostiary.policy.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A line of a table about one condition: its operator and wanted values, and what the request has
 * of the key {@code x:k} or another that is named, and of further keys.
 */
record ConditionCase(JsonNode json) {

  static Stream<ConditionCase> of(String table) {
    try (InputStream in = ConditionCase.class.getResourceAsStream(table + ".json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(in, table));
      return StreamSupport.stream(cases.spliterator(), false).map(ConditionCase::new);
    } catch (IOException e) {
      throw new UncheckedIOException(table, e);
    }
  }

  Condition condition() {
    Map.Entry<String, JsonNode> condition = json.get("condition").properties().iterator().next();
    return Condition.of(
        condition.getKey(),
        key(),
        values(condition.getValue()).texts(),
        json.path("version").asText("2012-10-17").equals("2012-10-17"));
  }

  private String key() {
    return json.path("key").asText("x:k");
  }

  RequestContext context() {
    RequestContext.Builder context = RequestContext.builder();
    if (json.has("have")) {
      context.put(key(), values(json.get("have")));
    }
    for (Map.Entry<String, JsonNode> known : json.path("context").properties()) {
      context.put(known.getKey(), values(known.getValue()));
    }
    return context.build();
  }

  static Values values(JsonNode json) {
    List<String> texts = new ArrayList<>();
    if (json.isArray()) {
      json.forEach(item -> texts.add(item.textValue()));
    } else {
      texts.add(json.textValue());
    }
    return new Values(texts, json.isArray());
  }

  String text(String member) {
    return json.path(member).asText();
  }

  @Override
  public String toString() {
    return text("name");
  }
}
