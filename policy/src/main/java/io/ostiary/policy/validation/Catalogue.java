package io.ostiary.policy.validation;

import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.service.ActionDefinition;
import io.ostiary.policy.service.ConditionKey;
import io.ostiary.policy.service.ResourceType;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.policy.service.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the services at hand define, by folded names. Immutable. */
final class Catalogue {

  /**
   * An action of a service.
   *
   * @param name with the service's prefix
   * @param form of its resource; empty if it names none or its ARN is not known beforehand
   */
  record Action(
      String name,
      Glob glob,
      ServiceDefinition service,
      ActionDefinition definition,
      Optional<ResourceForm> form) {

    boolean namesResource() {
      return definition.resource().isPresent();
    }
  }

  private final Map<String, List<ServiceDefinition>> services = new HashMap<>();
  private final Map<String, List<Action>> actions = new HashMap<>();
  private final Map<String, List<ResourceForm>> forms = new HashMap<>();
  private final Map<String, KeyFacts> keys = new HashMap<>(GlobalKeys.facts());
  private final List<String> keySpellings = new ArrayList<>(GlobalKeys.spellings());

  Catalogue(Collection<ServiceDefinition> definitions) {
    for (ServiceDefinition definition : definitions) {
      String prefix = RequestContext.fold(definition.service());
      services.computeIfAbsent(prefix, one -> new ArrayList<>()).add(definition);
      List<ResourceForm> ofService = forms.computeIfAbsent(prefix, one -> new ArrayList<>());
      definition.resources().values().stream()
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .forEach(type -> ResourceForm.of(definition, type).ifPresent(ofService::add));
      List<Action> ofPrefix = actions.computeIfAbsent(prefix, one -> new ArrayList<>());
      definition.actions().values().stream()
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .forEach(action -> ofPrefix.add(action(definition, action)));
      definition.conditionKeys().values().forEach(this::add);
      definition.tagKeys().resource().ifPresent(this::addTags);
      definition.tagKeys().request().ifPresent(this::addTags);
      definition
          .tagKeys()
          .requestKeys()
          .ifPresent(name -> add(new ConditionKey(name, ValueType.STRING, true)));
    }
  }

  private static Action action(ServiceDefinition service, ActionDefinition action) {
    ResourceType type = action.resource().map(service.resources()::get).orElse(null);
    Optional<ResourceForm> form = type == null ? Optional.empty() : ResourceForm.of(service, type);
    String name = service.service() + ':' + action.name();
    return new Action(name, Glob.ignoringCase(name), service, action, form);
  }

  private void add(ConditionKey key) {
    keySpellings.add(key.name());
    keys.put(RequestContext.fold(key.name()), new KeyFacts(key.type(), key.multivalued(), false));
  }

  private void addTags(String family) {
    add(new ConditionKey(family + '/', ValueType.STRING, false));
  }

  boolean isEmpty() {
    return services.isEmpty();
  }

  boolean knowsService(String prefix) {
    return services.containsKey(RequestContext.fold(prefix));
  }

  Collection<String> services() {
    return services.keySet();
  }

  /** The actions of one service, in order of their names. */
  List<Action> actionsOf(String prefix) {
    return actions.getOrDefault(RequestContext.fold(prefix), List.of());
  }

  /** The known actions that a pattern means; empty if there is none, or too much effort. */
  List<Action> actionsMeant(String pattern, Effort effort) {
    List<Action> meant = new ArrayList<>();
    int colon = pattern.indexOf(':');
    if (colon > 0) {
      Glob glob = Glob.ignoringCase(pattern);
      for (Action action : actionsOf(pattern.substring(0, colon))) {
        if (glob.covers(action.glob(), effort)) {
          meant.add(action);
        }
      }
    }
    return meant;
  }

  /** The forms that the ARNs of a service may have; empty if they are not known beforehand. */
  List<ResourceForm> formsOf(String prefix) {
    List<ServiceDefinition> defined = services.getOrDefault(RequestContext.fold(prefix), List.of());
    boolean allKnown =
        defined.stream()
            .flatMap(service -> service.resources().values().stream())
            .allMatch(type -> type.arn().isPresent());
    return allKnown ? forms.getOrDefault(RequestContext.fold(prefix), List.of()) : List.of();
  }

  /** What is known of a condition key; empty if nothing is. */
  Optional<KeyFacts> key(String key) {
    String folded = RequestContext.fold(key);
    KeyFacts facts = keys.get(folded);
    int slash = folded.indexOf('/');
    if (facts == null && slash > 0) {
      facts = keys.get(folded.substring(0, slash + 1));
    }
    return Optional.ofNullable(facts);
  }

  /** Whether a name is that of a family of tags, without the slash and the tag's own key. */
  boolean isTagFamily(String key) {
    return keys.containsKey(RequestContext.fold(key) + '/');
  }

  /** All known condition keys in their usual spelling. */
  Collection<String> keySpellings() {
    return keySpellings;
  }
}
