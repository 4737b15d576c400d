package io.ostiary.policy.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the routes of one definition and checks what they refer to. */
final class RouteParser {
  private static final Pattern METHOD = Pattern.compile("GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS");
  private static final Set<String> METHODS_WITH_FORM = Set.of("POST", "PUT", "PATCH");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:/=+@-]{1,128}");
  private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,5})(B|KiB|MiB|GiB)");

  /** Who reads the body, and when. */
  private enum Body {
    BUFFERED,
    STREAMED
  }

  /** What a request may turn its connection into. */
  private enum Upgrade {
    WEBSOCKET
  }

  /** Who decides, where it is not the policies. */
  private enum Decider {
    ENDPOINT
  }

  private final Vocabulary vocabulary;
  private final Problems problems;

  RouteParser(Vocabulary vocabulary, Problems problems) {
    this.vocabulary = vocabulary;
    this.problems = problems;
  }

  Route route(ObjectReader reader, Intake defaults) {
    Optional<String> action = vocabulary.query() ? queryAction(reader) : Optional.empty();
    Set<String> methods = vocabulary.query() ? Set.of() : methods(reader);
    List<PathTemplate> paths = vocabulary.query() ? List.of() : paths(reader);
    Selectors.Choice select = vocabulary.query() ? Selectors.Choice.NONE : select(reader);
    Optional<Extraction> extract =
        vocabulary.query() ? Optional.empty() : extract(reader, select, paths);
    Set<String> available = new LinkedHashSet<>();
    paths.stream().limit(1).forEach(path -> available.addAll(path.variables()));
    extract.ifPresent(extraction -> available.addAll(extraction.path().variables()));
    Intake intake = upgraded(intake(reader, defaults), reader, methods);
    boolean byEndpoint = reader.word("decidedBy", Decider.class).isPresent();
    List<RequiredAction> authorize = authorize(reader, intake, byEndpoint, action, available);
    SourceParser sources =
        new SourceParser(vocabulary, available, authorize, mayHaveForm(methods, intake), problems);
    Map<String, ValueSource> context = sources.context(reader);
    Optional<ValueSource> tags = sources.tags(reader);
    if (tags.isEmpty() && authorize.stream().anyMatch(one -> one.ifTagged().isPresent())) {
      problems.add(
          reader.place(),
          "`ifTagged` on a route that reads no tags; say by `tags` where they stand");
    }
    reader.end();
    return new Route(
        reader.place(),
        methods,
        paths,
        action,
        select,
        intake,
        authorize,
        byEndpoint,
        context,
        tags,
        extract);
  }

  private boolean mayHaveForm(Set<String> methods, Intake intake) {
    return !intake.streamed() && (vocabulary.query() || METHODS_WITH_FORM.containsAll(methods));
  }

  private Optional<String> queryAction(ObjectReader reader) {
    return reader
        .required("action")
        .flatMap(
            node -> reader.text(node, "action", DefinitionParser.NAME, "write an action's name"));
  }

  private Set<String> methods(ObjectReader reader) {
    Set<String> methods = new LinkedHashSet<>();
    reader.required("method");
    for (DefinitionNode item : reader.items("method", true)) {
      reader
          .text(item, "method", METHOD, "write GET, HEAD, POST, PUT, DELETE, PATCH or OPTIONS")
          .ifPresent(methods::add);
    }
    return methods;
  }

  private List<PathTemplate> paths(ObjectReader reader) {
    List<PathTemplate> paths = new ArrayList<>();
    reader.required("path");
    for (DefinitionNode item : reader.items("path", true)) {
      ObjectReader.parsed(item, "`path`", problems, PathTemplate::parse)
          .ifPresent(
              path -> {
                if (!paths.isEmpty() && !paths.get(0).variables().equals(path.variables())) {
                  problems.add(
                      item.place(),
                      "path `%s` has other variables than `%s`; make it a route of its own"
                          .formatted(path, paths.get(0)));
                }
                paths.add(path);
              });
    }
    return paths;
  }

  private Selectors.Choice select(ObjectReader reader) {
    Optional<DefinitionNode> node = reader.node("select");
    if (node.isEmpty()) {
      return Selectors.Choice.NONE;
    }
    ObjectReader select = ObjectReader.of(node.get(), "`select`", problems);
    Selectors.Choice choice =
        new Selectors.Choice(
            choices(select, "query", vocabulary.selectors().query()),
            choices(select, "headers", vocabulary.selectors().headers()));
    select.end();
    return choice;
  }

  private Map<String, Selectors.Value> choices(
      ObjectReader select, String kind, Set<String> declared) {
    Map<String, Selectors.Value> choices = new HashMap<>();
    select
        .entries(kind, "`" + kind + "`")
        .forEach(
            (name, node) -> {
              if (!declared.contains(name)) {
                problems.add(
                    node.place(),
                    DefinitionParser.undeclared(name, "`%s` of `selectors`".formatted(kind)));
              }
              ObjectReader.text(node, "`" + name + "`", problems)
                  .ifPresent(text -> choices.put(name, new Selectors.Value(text)));
            });
    return choices;
  }

  private Optional<Extraction> extract(
      ObjectReader reader, Selectors.Choice select, List<PathTemplate> paths) {
    Optional<DefinitionNode> node = reader.node("extract");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    ObjectReader extract = ObjectReader.of(node.get(), "`extract`", problems);
    Optional<String> header = extract.required("header").flatMap(name -> extract.text("header"));
    Optional<PathTemplate> path =
        extract
            .required("path")
            .flatMap(text -> ObjectReader.parsed(text, "`path`", problems, PathTemplate::parse));
    extract.end();
    if (header.isPresent() && !select.headers().containsKey(header.get())) {
      problems.add(
          node.get().place(),
          "`extract` reads `%s`, which may be missing; add it to `headers` of the route's `select`"
              .formatted(header.get()));
    }
    Set<String> taken = paths.isEmpty() ? Set.of() : paths.get(0).variables();
    path.map(PathTemplate::variables).orElse(Set.of()).stream()
        .filter(taken::contains)
        .forEach(
            name ->
                problems.add(
                    node.get().place(),
                    "`extract` sets `%s`, which the path sets too; rename it".formatted(name)));
    return header.isPresent() && path.isPresent()
        ? Optional.of(new Extraction(header.get(), path.get()))
        : Optional.empty();
  }

  /** The members that {@code defaults} and a route share. */
  Intake intake(ObjectReader reader, Intake defaults) {
    Set<Access> access = reader.words("access", Access.class).orElse(defaults.access());
    Set<Payload> payload = reader.words("payload", Payload.class).orElse(defaults.payload());
    long limit =
        reader
            .node("bodyLimit")
            .flatMap(node -> ObjectReader.parsed(node, "`bodyLimit`", problems, RouteParser::bytes))
            .orElse(defaults.bodyLimit());
    boolean streamed =
        reader
            .word("body", Body.class)
            .map(body -> body == Body.STREAMED)
            .orElse(defaults.streamed());
    if (reader.has("access") && access.contains(Access.UNAUTHENTICATED) && access.size() > 1) {
      problems.add(
          reader.place(),
          "`unauthenticated` stands alone; remove it or the other words of `access`");
    }
    if (reader.has("access")
        && access.contains(Access.SESSION)
        && (access.contains(Access.SIGNED) || access.contains(Access.BEARER))) {
      problems.add(
          reader.place(),
          "`session` beside `signed` or `bearer`: a browser sends its cookie whoever asks for the"
              + " request; give pages routes of their own");
    }
    if (vocabulary.query() && (streamed || !payload.equals(Set.of(Payload.SIGNED)))) {
      problems.add(
          reader.place(),
          "a Query-protocol service takes buffered, signed bodies only; remove `payload` and `body`");
    }
    return new Intake(access, payload, limit, streamed, false);
  }

  private Intake upgraded(Intake intake, ObjectReader reader, Set<String> methods) {
    if (vocabulary.query() || reader.word("upgrade", Upgrade.class).isEmpty()) {
      return intake;
    }
    if (!methods.equals(Set.of("GET"))) {
      reader.refuse(
          "upgrade", "a WebSocket begins with GET; give it a route with that method alone");
    }
    return intake.withWebSocket();
  }

  /** A size such as {@code 20KiB}. */
  private static Long bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException(
          "`%s` is not a size; write such as `512B`, `20KiB`, `1MiB` or `5GiB`".formatted(text));
    }
    int shift = 10 * List.of("B", "KiB", "MiB", "GiB").indexOf(size.group(2));
    return Long.parseLong(size.group(1)) << shift;
  }

  private List<RequiredAction> authorize(
      ObjectReader reader,
      Intake intake,
      boolean byEndpoint,
      Optional<String> queryAction,
      Set<String> available) {
    boolean asked = !byEndpoint && !intake.access().equals(Set.of(Access.UNAUTHENTICATED));
    if (!asked) {
      for (String member : List.of("authorize", "context", "tags")) {
        reader.refuse(
            member,
            "`%s` on a route that asks no policy; remove it, or `decidedBy` or `unauthenticated`"
                .formatted(member));
      }
      return List.of();
    }
    List<RequiredAction> actions = new ArrayList<>();
    if (!reader.has("authorize") && queryAction.isPresent()) {
      actions.add(RequiredAction.of(queryAction.get()));
      check(actions.get(0), reader.place(), available);
      return actions;
    }
    reader.required("authorize");
    for (DefinitionNode item : reader.items("authorize", false)) {
      required(item)
          .ifPresent(
              action -> {
                check(action, item.place(), available);
                actions.add(action);
              });
    }
    return actions;
  }

  private Optional<RequiredAction> required(DefinitionNode item) {
    if (item instanceof DefinitionNode.Text name) {
      return Optional.of(RequiredAction.of(name.text()));
    }
    ObjectReader reader = ObjectReader.of(item, "an entry of `authorize`", problems);
    Map<String, String> with = new LinkedHashMap<>();
    reader
        .entries("with", "`with`")
        .forEach(
            (name, node) ->
                ObjectReader.text(node, "`" + name + "`", problems)
                    .ifPresent(value -> with.put(name, value)));
    Optional<String> action = reader.required("action").flatMap(node -> reader.text("action"));
    Optional<String> ifTagged =
        reader
            .node("ifTagged")
            .flatMap(
                node ->
                    reader.text(
                        node, "ifTagged", PREFIX, "write how the names of those tags begin"));
    reader.end();
    return action.map(name -> new RequiredAction(name, with, ifTagged));
  }

  private void check(RequiredAction required, Place place, Set<String> available) {
    ActionDefinition action = vocabulary.actions().get(required.action());
    if (action == null) {
      problems.add(place, DefinitionParser.undeclared(required.action(), "`actions`"));
      return;
    }
    Set<String> needed = vocabulary.arnVariables(action);
    for (String name : required.with().keySet()) {
      if (!needed.contains(name)) {
        problems.add(
            place,
            "`with` sets `%s`, which the resource of `%s` does not have; remove it"
                .formatted(name, action.name()));
      }
    }
    for (String name : needed) {
      String source = required.with().getOrDefault(name, name);
      if (!available.contains(source)) {
        problems.add(
            place,
            "`%s` needs the variable `%s`, which the route does not have; name it in the path, by"
                    .formatted(action.name(), source)
                + " `extract`, or map it by `with`");
      }
    }
  }
}
