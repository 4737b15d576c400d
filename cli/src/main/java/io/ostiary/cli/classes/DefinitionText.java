package io.ostiary.cli.classes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.service.ArnTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The service definition that an application's annotations make: an action for each that they name,
 * a resource type for each form of ARN, a route for each way in that they say something of.
 */
public final class DefinitionText {
  private static final String SCHEMA = "https://ostiary.io/schemas/service-definition-1.json";
  private static final Set<String> READING = Set.of("GET", "HEAD");

  /**
   * What is known of an action so far.
   *
   * @param type of its resource; empty if it names none
   * @param level as stated, or as its methods make it
   */
  private record Known(Optional<String> type, String level, boolean stated) {}

  private final String service;
  private final List<Entrance> entrances;
  private final List<String> problems = new ArrayList<>();

  /** Resource types by name, each with its ARN's form. */
  private final Map<String, ArnTemplate> types = new TreeMap<>();

  private final Map<String, Known> actions = new TreeMap<>();

  private DefinitionText(String service, Collection<Entrance> entrances) {
    this.service = service;
    this.entrances = List.copyOf(entrances);
  }

  /**
   * Makes the definition.
   *
   * @param problems gets what the annotations say that no definition can
   * @return its text; empty if there are problems, or the annotations name no action
   */
  public static Optional<String> of(Collection<Entrance> entrances, List<String> problems) {
    Set<String> services = new TreeSet<>();
    for (Entrance entrance : entrances) {
      try {
        entrance.action().map(name -> Action.parse(name).service()).ifPresent(services::add);
      } catch (IllegalArgumentException e) {
        problems.add(entrance.place() + ": " + e.getMessage());
      }
    }
    if (services.size() != 1) {
      problems.add(
          services.isEmpty()
              ? "no annotation names an action; write `@Action(\"service:Name\")`"
              : "the annotations name actions of several services, `%s`; write one definition for each by hand"
                  .formatted(String.join("`, `", services)));
    }
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    DefinitionText text = new DefinitionText(services.iterator().next(), entrances);
    text.learn();
    problems.addAll(text.problems);
    return problems.isEmpty() ? Optional.of(text.write()) : Optional.empty();
  }

  private void learn() {
    for (Entrance entrance : entrances) {
      if (entrance.isDeclared() && entrance.path().isEmpty()) {
        problems.add(
            "%s: no service definition can state the path `%s`; write its variables as whole segments `{name}` of letters and digits"
                .formatted(entrance.place(), entrance.written()));
      }
      entrance.action().ifPresent(action -> learn(entrance, Action.parse(action).name()));
    }
  }

  private void learn(Entrance entrance, String action) {
    Optional<String> type;
    try {
      type = entrance.said().resource().map(text -> type(ArnTemplate.parse(service, text)));
    } catch (IllegalArgumentException e) {
      problems.add(entrance.place() + ": " + e.getMessage());
      return;
    }
    boolean reads = READING.containsAll(entrance.methods());
    Known known =
        new Known(
            type,
            entrance.said().level().orElse(reads ? "read" : "write"),
            entrance.said().level().isPresent());
    Known before = actions.putIfAbsent(action, known);
    if (before == null) {
      return;
    }
    if (!before.type.equals(type)) {
      problems.add(
          "%s: the action `%s` is on another kind of resource than elsewhere; give it another name"
              .formatted(entrance.place(), action));
    }
    if (!before.stated && (known.stated || known.level.equals("write"))) {
      actions.put(action, known);
    }
  }

  /** The name of the type whose ARNs have a form, whatever the variables in it are called. */
  private String type(ArnTemplate form) {
    for (Map.Entry<String, ArnTemplate> type : types.entrySet()) {
      if (shape(type.getValue()).equals(shape(form))) {
        return type.getKey();
      }
    }
    String resource = form.toString().split(":", 6)[5];
    int end = 0;
    while (end < resource.length() && Character.isLetterOrDigit(resource.charAt(end))) {
      end++;
    }
    String stem = end == 0 ? "resource" : resource.substring(0, end);
    String name = stem;
    for (int i = 2; types.containsKey(name); i++) {
      name = stem + i;
    }
    types.put(name, form);
    return name;
  }

  private static String shape(ArnTemplate form) {
    return form.fill(name -> ArnTemplate.INSTALLATION.contains(name) ? name : "\0");
  }

  private String write() {
    StringWriter text = new StringWriter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
    printer.indentArraysWith(lines);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeStringField("$schema", SCHEMA);
      json.writeStringField("service", service);
      writeTypes(json);
      writeActions(json);
      json.writeArrayFieldStart("routes");
      for (Entrance entrance : entrances) {
        if (entrance.isDeclared()) {
          writeRoute(json, entrance);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.append('\n').toString();
  }

  private void writeTypes(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("resources");
    for (Map.Entry<String, ArnTemplate> type : types.entrySet()) {
      json.writeObjectFieldStart(type.getKey());
      json.writeStringField("arn", type.getValue().toString());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void writeActions(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("actions");
    for (Map.Entry<String, Known> action : actions.entrySet()) {
      json.writeObjectFieldStart(action.getKey());
      if (action.getValue().type.isPresent()) {
        json.writeStringField("resource", action.getValue().type.get());
      }
      json.writeStringField("access", action.getValue().level);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void writeRoute(JsonGenerator json, Entrance entrance) throws IOException {
    json.writeStartObject();
    writeTexts(json, "method", new TreeSet<>(entrance.methods()));
    json.writeStringField("path", String.valueOf(entrance.path().orElseThrow()));
    if (entrance.said().open()) {
      writeTexts(json, "access", Set.of("unauthenticated"));
    } else {
      if (!entrance.said().admits().isEmpty()) {
        writeTexts(json, "access", entrance.said().admits());
      }
      writeAuthorize(json, entrance);
    }
    json.writeEndObject();
  }

  private void writeAuthorize(JsonGenerator json, Entrance entrance) throws IOException {
    String action = Action.parse(entrance.action().orElseThrow()).name();
    json.writeArrayFieldStart("authorize");
    Map<String, String> with = with(entrance, action);
    if (with.isEmpty()) {
      json.writeString(action);
    } else {
      json.writeStartObject();
      json.writeStringField("action", action);
      json.writeObjectFieldStart("with");
      for (Map.Entry<String, String> variable : with.entrySet()) {
        json.writeStringField(variable.getKey(), variable.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What the path calls otherwise than the resource type does. */
  private Map<String, String> with(Entrance entrance, String action) {
    Map<String, String> with = new LinkedHashMap<>();
    Optional<ArnTemplate> form =
        Optional.ofNullable(actions.get(action)).flatMap(known -> known.type).map(types::get);
    if (form.isPresent() && entrance.said().resource().isPresent()) {
      List<String> theirs = List.copyOf(form.get().variables());
      List<String> ours =
          List.copyOf(ArnTemplate.parse(service, entrance.said().resource().get()).variables());
      for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
        if (!theirs.get(i).equals(ours.get(i))) {
          with.put(theirs.get(i), ours.get(i));
        }
      }
    }
    return with;
  }

  private static void writeTexts(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
