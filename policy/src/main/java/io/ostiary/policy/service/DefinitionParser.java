package io.ostiary.policy.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a service definition from its JSON, noting every problem before it gives up. */
final class DefinitionParser {

  /** The value of {@code $schema}. */
  static final String SCHEMA = "https://ostiary.io/schemas/service-definition-1.json";

  static final Pattern HEADER = Pattern.compile("[a-z0-9][a-z0-9-]{0,127}");
  static final String HEADER_FORM = "write a header's name in lower-case letters, digits, hyphens";
  static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,127}");
  static final Pattern PARAMETER = Pattern.compile("[!-~]{1,128}");

  private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");
  private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final String SERVICE_FORM = "write lower-case letters, digits and hyphens";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,126}");
  private static final Pattern VERSION = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /** How clients put the path into the canonical request. */
  private enum PathRule {
    AS_SENT,
    NORMALIZED
  }

  private final ObjectReader root;
  private final Problems problems;

  private DefinitionParser(ObjectReader root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  static ServiceDefinition parse(String file, String json) {
    Problems problems = new Problems(file);
    DefinitionNode tree = DefinitionNode.read(json, problems);
    ObjectReader root = ObjectReader.of(tree, "a service definition", problems);
    ServiceDefinition definition = new DefinitionParser(root, problems).definition(file);
    if (problems.any()) {
      throw problems.exception();
    }
    return definition;
  }

  private ServiceDefinition definition(String file) {
    root.node("$schema")
        .ifPresent(
            node -> root.text(node, "$schema", Pattern.compile(Pattern.quote(SCHEMA)), schema()));
    String service =
        root.required("service")
            .flatMap(node -> root.text(node, "service", SERVICE, SERVICE_FORM))
            .orElse("");
    String title = root.text("title").orElse(service);
    Set<String> signing = root.texts("signingNames", SERVICE, SERVICE_FORM);
    boolean asSent = root.word("pathRule", PathRule.class).equals(Optional.of(PathRule.AS_SENT));
    boolean unsigned = root.truth("unsignedPayloadByDefault");
    Optional<String> version = queryVersion();
    ErrorShape errors =
        root.word("errors", ErrorShape.class)
            .orElse(version.isPresent() ? ErrorShape.QUERY : ErrorShape.PROBLEM);
    Vocabulary vocabulary = vocabulary(service, version.isPresent());
    TagKeys tagKeys = tagKeys(service);
    List<Route> routes = routes(vocabulary);
    root.end();
    return new ServiceDefinition(
        file,
        service,
        title,
        signing.isEmpty() ? Set.of(service) : signing,
        asSent,
        unsigned,
        errors,
        version,
        vocabulary.selectors(),
        vocabulary.variables(),
        vocabulary.conditionKeys(),
        tagKeys,
        vocabulary.resources(),
        vocabulary.actions(),
        routes);
  }

  private static String schema() {
    return "write `%s` or leave it out".formatted(SCHEMA);
  }

  private Optional<String> queryVersion() {
    String remedy = "only a service whose routes have paths may have it; remove it";
    if (!root.truth("query")) {
      root.refuse("version", "`version` without \"query\": true; remove it or add that");
      return Optional.empty();
    }
    for (String member : List.of("selectors", "variables", "pathRule")) {
      root.refuse(member, "`%s` in a Query-protocol service; %s".formatted(member, remedy));
    }
    if (root.truth("unsignedPayloadByDefault")) {
      root.refuse(
          "unsignedPayloadByDefault",
          "a Query-protocol service never admits an unsigned body; remove this");
    }
    return Optional.of(
        root.required("version")
            .flatMap(
                node -> root.text(node, "version", VERSION, "write a date such as `2010-05-08`"))
            .orElse(""));
  }

  private Vocabulary vocabulary(String service, boolean query) {
    Map<String, ConditionKey> keys = conditionKeys(service);
    Map<String, DefinitionNode> acls = new LinkedHashMap<>();
    Map<String, ResourceType> resources = resources(acls);
    Selectors selectors = selectors();
    Map<String, PathVariable> variables = variables();
    Map<String, ActionDefinition> actions = actions(keys.keySet(), resources.keySet());
    return new Vocabulary(
        service,
        query,
        selectors,
        variables,
        keys,
        new AclParser(service, resources, actions, problems).types(acls),
        actions);
  }

  private Selectors selectors() {
    Optional<DefinitionNode> node = root.node("selectors");
    if (node.isEmpty()) {
      return Selectors.NONE;
    }
    ObjectReader reader = ObjectReader.of(node.get(), "`selectors`", problems);
    Selectors selectors =
        new Selectors(
            reader.texts("query", PARAMETER, "write visible ASCII characters"),
            reader.texts("headers", HEADER, HEADER_FORM));
    reader.end();
    return selectors;
  }

  private Map<String, PathVariable> variables() {
    Map<String, PathVariable> variables = new LinkedHashMap<>();
    root.entries("variables", "`variables`")
        .forEach(
            (name, node) -> {
              ObjectReader reader = ObjectReader.of(node, "a variable", problems);
              variables.put(
                  name,
                  new PathVariable(
                      reader.truth("data"),
                      reader.whole("maxLength", 1, 8192, PathVariable.DEFAULT.maxLength()),
                      reader
                          .node("without")
                          .flatMap(
                              text ->
                                  reader.text(
                                      text, "without", PARAMETER, "write visible ASCII characters"))
                          .orElse("")));
              reader.end();
            });
    return variables;
  }

  private Map<String, ConditionKey> conditionKeys(String service) {
    Map<String, ConditionKey> keys = new LinkedHashMap<>();
    root.entries("conditionKeys", "`conditionKeys`")
        .forEach(
            (name, node) -> {
              ObjectReader reader = ObjectReader.of(node, "a condition key", problems);
              ValueType type = reader.required("type").flatMap(this::type).orElse(ValueType.STRING);
              ConditionKey key = new ConditionKey(name, type, reader.truth("multivalued"));
              reader.end();
              checkName(service, name, node);
              if (keys.keySet().stream().anyMatch(known -> Vocabulary.sameKey(known, name))) {
                problems.add(node.place(), "`%s` differs by case only; keep one".formatted(name));
              }
              keys.put(name, key);
            });
    return keys;
  }

  private TagKeys tagKeys(String service) {
    Optional<DefinitionNode> node = root.node("tagKeys");
    if (node.isEmpty()) {
      return TagKeys.NONE;
    }
    ObjectReader reader = ObjectReader.of(node.get(), "`tagKeys`", problems);
    TagKeys keys =
        new TagKeys(
            ownKey(reader, "resource", service),
            ownKey(reader, "request", service),
            ownKey(reader, "requestKeys", service));
    reader.end();
    return keys;
  }

  private Optional<String> ownKey(ObjectReader reader, String member, String service) {
    Optional<String> key = reader.text(member);
    key.ifPresent(name -> reader.node(member).ifPresent(node -> checkName(service, name, node)));
    return key;
  }

  private void checkName(String service, String key, DefinitionNode node) {
    String prefix = service + ":";
    boolean known = !service.isEmpty();
    if (known
        && (!key.startsWith(prefix) || !KEY.matcher(key.substring(prefix.length())).matches())) {
      problems.add(
          node.place(),
          "condition key `%s` is not the service's own; write `%sName`".formatted(key, prefix));
    }
  }

  private Optional<ValueType> type(DefinitionNode node) {
    return ObjectReader.parsed(
        node,
        "`type`",
        problems,
        text -> {
          List<String> words = new ArrayList<>();
          for (ValueType type : ValueType.values()) {
            if (type.word().equals(text)) {
              return type;
            }
            words.add(type.word());
          }
          throw new IllegalArgumentException(
              "unknown type `%s`; write %s".formatted(text, ObjectReader.oneOf(words)));
        });
  }

  /**
   * Reads resource types but for what they say of access-control lists, which refers to actions.
   *
   * @param acls takes that, by type
   */
  private Map<String, ResourceType> resources(Map<String, DefinitionNode> acls) {
    Map<String, ResourceType> types = new LinkedHashMap<>();
    Map<String, DefinitionNode> nodes = root.entries("resources", "`resources`");
    nodes.forEach((name, node) -> types.put(name, resource(name, node, acls)));
    nodes.forEach((name, node) -> checkHolder(node, types.get(name), types));
    return types;
  }

  private ResourceType resource(
      String name, DefinitionNode node, Map<String, DefinitionNode> acls) {
    if (!TYPE.matcher(name).matches()) {
      problems.add(node.place(), "resource type `%s`; write letters and digits".formatted(name));
    }
    ObjectReader reader = ObjectReader.of(node, "a resource type", problems);
    Optional<ArnTemplate> arn =
        reader
            .node("arn")
            .flatMap(text -> ObjectReader.parsed(text, "`arn`", problems, ArnTemplate::parse));
    Optional<String> resolver = reader.text("resolver");
    if (reader.has("arn") == reader.has("resolver")) {
      problems.add(
          node.place(), "resource type `%s`; give it either `arn` or `resolver`".formatted(name));
    }
    Optional<String> policy = reader.text("resourcePolicy");
    reader.node("acl").ifPresent(acl -> acls.put(name, acl));
    reader.end();
    return new ResourceType(name, arn, resolver, policy, Optional.empty());
  }

  private void checkHolder(
      DefinitionNode node, @Nullable ResourceType type, Map<String, ResourceType> types) {
    if (type == null || type.resourcePolicy().isEmpty()) {
      return;
    }
    String holder = type.resourcePolicy().get();
    if (holder.equals(type.name())) {
      return;
    }
    ResourceType held = types.get(holder);
    if (held == null || held.arn().isEmpty() || type.arn().isEmpty()) {
      problems.add(
          node.place(),
          "`resourcePolicy` of `%s` is `%s`; name a resource type with an `arn`, or itself"
              .formatted(type.name(), holder));
    }
  }

  private Map<String, ActionDefinition> actions(Set<String> keys, Set<String> types) {
    Map<String, ActionDefinition> actions = new LinkedHashMap<>();
    root.required("actions");
    root.entries("actions", "`actions`")
        .forEach(
            (name, node) -> {
              if (!NAME.matcher(name).matches()) {
                problems.add(node.place(), "action `%s`; write letters and digits".formatted(name));
              }
              ObjectReader reader = ObjectReader.of(node, "an action", problems);
              reader.required("access");
              actions.put(
                  name,
                  new ActionDefinition(
                      name,
                      known(reader, "resource", types, "`resources`"),
                      reader.word("access", AccessLevel.class).orElse(AccessLevel.WRITE),
                      actionKeys(reader, keys)));
              reader.end();
            });
    return actions;
  }

  private Set<String> actionKeys(ObjectReader reader, Set<String> declared) {
    Set<String> keys = new LinkedHashSet<>(reader.texts("conditionKeys", PARAMETER, "write a key"));
    reader
        .node("conditionKeys")
        .ifPresent(
            node ->
                keys.stream()
                    .filter(key -> !declared.contains(key))
                    .forEach(
                        key -> problems.add(node.place(), undeclared(key, "`conditionKeys`"))));
    return keys;
  }

  private Optional<String> known(
      ObjectReader reader, String member, Set<String> declared, String where) {
    Optional<String> name = reader.text(member);
    if (name.isPresent() && !declared.contains(name.get())) {
      reader
          .node(member)
          .ifPresent(node -> problems.add(node.place(), undeclared(name.get(), where)));
    }
    return name;
  }

  static String undeclared(String name, String where) {
    return "`%s` is not declared; add it to %s or mend its spelling".formatted(name, where);
  }

  private List<Route> routes(Vocabulary vocabulary) {
    RouteParser parser = new RouteParser(vocabulary, problems);
    Intake defaults = Intake.DEFAULT;
    Optional<DefinitionNode> node = root.node("defaults");
    if (node.isPresent()) {
      ObjectReader reader = ObjectReader.of(node.get(), "`defaults`", problems);
      defaults = parser.intake(reader, defaults);
      reader.end();
    }
    List<Route> routes = new ArrayList<>();
    root.required("routes");
    for (DefinitionNode item : root.items("routes", false)) {
      routes.add(parser.route(ObjectReader.of(item, "a route", problems), defaults));
    }
    checkVariables(vocabulary, routes);
    return routes;
  }

  private void checkVariables(Vocabulary vocabulary, List<Route> routes) {
    Set<String> used = new LinkedHashSet<>();
    for (Route route : routes) {
      route.paths().forEach(path -> used.addAll(path.variables()));
      route.extract().ifPresent(extraction -> used.addAll(extraction.path().variables()));
    }
    root.entries("variables", "`variables`")
        .forEach(
            (name, node) -> {
              if (vocabulary.variables().containsKey(name) && !used.contains(name)) {
                problems.add(
                    node.place(),
                    "no route has the variable `%s`; remove it or mend its spelling"
                        .formatted(name));
              }
            });
  }
}
