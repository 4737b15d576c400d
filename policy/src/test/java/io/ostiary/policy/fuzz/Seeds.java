package io.ostiary.policy.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.PolicyType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;

/** What fuzzing begins with: the tables of cases, in the form that each target reads. */
final class Seeds {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TABLES =
      List.of("elements", "conditions", "principals", "accounts", "variables", "operators");
  private static final List<String> MEMBERS =
      List.of(
          "identity",
          "resourcePolicy",
          "trust",
          "boundary",
          "session",
          "serviceControl",
          "resourceControl");
  private static final List<PolicyType> TYPES =
      List.of(
          PolicyType.IDENTITY,
          PolicyType.RESOURCE,
          PolicyType.TRUST,
          PolicyType.PERMISSIONS_BOUNDARY,
          PolicyType.SESSION,
          PolicyType.SERVICE_CONTROL,
          PolicyType.RESOURCE_CONTROL);

  private final Set<String> seeds = new LinkedHashSet<>();

  private Seeds() {}

  /** The seeds of a target, by its name. */
  static List<byte[]> of(String target) {
    Seeds seeds = new Seeds();
    switch (target) {
      case "ParserFuzz" -> {
        seeds.addMalformed();
        seeds.addPolicies("");
      }
      case "DecisionFuzz" -> {
        seeds.addPolicies("\0\0\0\0\0\0");
        seeds.addPolicies("\1\1\1\1\1\1");
      }
      case "MatcherFuzz" -> seeds.addTexts("\0\0", "\1\0", "\0\1");
      case "ConditionFuzz" -> seeds.addConditions();
      default -> throw new IllegalArgumentException(target);
    }
    return seeds.seeds.stream().map(seed -> seed.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static JsonNode table(String path) {
    try (InputStream in = Seeds.class.getResourceAsStream("/io/ostiary/policy/" + path + ".json")) {
      return JSON.readTree(Objects.requireNonNull(in, path));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static char choice(PolicyType type) {
    return (char) List.of(PolicyType.values()).indexOf(type);
  }

  private void addMalformed() {
    for (JsonNode one : table("document/malformed")) {
      StringJoiner lines = new StringJoiner("\n");
      one.get("lines").forEach(line -> lines.add(line.asText()));
      seeds.add(choice(PolicyType.valueOf(one.get("type").asText())) + "\0" + lines);
    }
  }

  private void addPolicies(String request) {
    for (String table : TABLES) {
      for (JsonNode one : table("decision/" + table)) {
        for (int i = 0; i < TYPES.size(); i++) {
          JsonNode fragments = one.path(MEMBERS.get(i));
          if (!fragments.isMissingNode()) {
            JsonNode flat = fragments.path(0).isArray() ? fragments.get(0) : fragments;
            seeds.add(choice(TYPES.get(i)) + request + "\0" + document(flat, TYPES.get(i)));
          }
        }
      }
    }
  }

  private static String document(JsonNode fragments, PolicyType type) {
    ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
    for (JsonNode fragment : fragments) {
      ObjectNode statement = document.withArray("Statement").addObject();
      statement.put("Effect", type == PolicyType.RESOURCE_CONTROL ? "Deny" : "Allow");
      if (type == PolicyType.RESOURCE_CONTROL) {
        statement.put("Principal", "*");
      }
      if (!fragment.has("NotAction")) {
        statement.put("Action", type == PolicyType.TRUST ? "sts:AssumeRole" : "*");
      }
      if (type != PolicyType.TRUST && !fragment.has("NotResource")) {
        statement.put("Resource", "*");
      }
      fragment.properties().forEach(member -> statement.set(member.getKey(), member.getValue()));
    }
    return document.toString();
  }

  private void addTexts(String... choices) {
    List<String> patterns = new ArrayList<>();
    for (String table : TABLES) {
      for (JsonNode one : table("decision/" + table)) {
        one.findValues("Resource").forEach(value -> patterns.add(value.asText()));
        one.findValues("StringLike")
            .forEach(keys -> keys.forEach(value -> patterns.add(value.asText())));
      }
    }
    for (String pattern : patterns) {
      for (String choice : choices) {
        seeds.add(
            choice + pattern + "\n" + pattern.replace("*", "x*").replace("?", "\uD83D\uDE00"));
      }
    }
  }

  private void addConditions() {
    for (String table : List.of("operators", "conditions", "variables")) {
      for (JsonNode one : table("decision/" + table)) {
        List<String> had = new ArrayList<>();
        one.path("context").forEach(value -> had.add(value.asText()));
        one.findValues("Condition")
            .forEach(
                condition ->
                    condition.forEach(keys -> keys.forEach(value -> addCondition(had, value))));
      }
    }
  }

  private void addCondition(List<String> had, JsonNode wanted) {
    String have = had.isEmpty() ? "" : had.get(0);
    for (char operator = 0; operator < 15; operator++) {
      seeds.add(operator + "\0\0\1\0\0" + have + "\n" + wanted.asText() + "\nvalue");
    }
  }
}
