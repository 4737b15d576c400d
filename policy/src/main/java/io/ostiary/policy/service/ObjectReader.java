package io.ostiary.policy.service;

import io.ostiary.policy.service.DefinitionNode.Items;
import io.ostiary.policy.service.DefinitionNode.Members;
import io.ostiary.policy.service.DefinitionNode.Text;
import io.ostiary.policy.service.DefinitionNode.Truth;
import io.ostiary.policy.service.DefinitionNode.Whole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads one object's members by name. What is not as wanted is noted as a problem and read as if
 * absent, so that reading goes on; {@link #end} notes every member that nobody asked for.
 */
final class ObjectReader {
  private final Place place;
  private final String what;
  private final Map<String, DefinitionNode> members;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();

  private ObjectReader(
      Place place, String what, Map<String, DefinitionNode> members, Problems problems) {
    this.place = place;
    this.what = what;
    this.members = members;
    this.problems = problems;
  }

  /**
   * Opens an object.
   *
   * <p>What is no object is one problem; what it lacks then is not worth telling.
   *
   * @param what how messages call it, such as {@code a route}
   */
  static ObjectReader of(DefinitionNode node, String what, Problems problems) {
    if (node instanceof Members object) {
      return new ObjectReader(object.place(), what, object.members(), problems);
    }
    problems.add(node.place(), "%s is %s here; write an object `{…}`".formatted(what, node.kind()));
    return new ObjectReader(node.place(), what, Map.of(), new Problems(problems.file()));
  }

  Place place() {
    return place;
  }

  Problems problems() {
    return problems;
  }

  boolean has(String name) {
    asked.add(name);
    return members.containsKey(name);
  }

  Optional<DefinitionNode> node(String name) {
    asked.add(name);
    return Optional.ofNullable(members.get(name));
  }

  /** A member that must be there. */
  Optional<DefinitionNode> required(String name) {
    Optional<DefinitionNode> node = node(name);
    if (node.isEmpty()) {
      problems.add(place, "%s lacks `%s`; add it".formatted(what, name));
    }
    return node;
  }

  Optional<String> text(String name) {
    return node(name).flatMap(node -> text(node, "`" + name + "`", problems));
  }

  /** A text, or a note that it is something else. */
  static Optional<String> text(DefinitionNode node, String what, Problems problems) {
    if (node instanceof Text text) {
      return Optional.of(text.text());
    }
    problems.add(node.place(), "%s is %s; write a text".formatted(what, node.kind()));
    return Optional.empty();
  }

  /** A text that a reader of texts takes; its refusal is noted. */
  static <T> Optional<T> parsed(
      DefinitionNode node, String what, Problems problems, Function<String, T> reader) {
    Optional<String> text = text(node, what, problems);
    try {
      return text.map(reader);
    } catch (IllegalArgumentException refusal) {
      problems.add(node.place(), String.valueOf(refusal.getMessage()));
      return Optional.empty();
    }
  }

  /** A text of a form. */
  Optional<String> text(DefinitionNode node, String name, Pattern form, String remedy) {
    return parsed(
        node,
        "`" + name + "`",
        problems,
        text -> {
          if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("%s `%s`; %s".formatted(name, text, remedy));
          }
          return text;
        });
  }

  boolean truth(String name) {
    Optional<DefinitionNode> node = node(name);
    if (node.isEmpty()) {
      return false;
    }
    if (node.get() instanceof Truth truth) {
      return truth.value();
    }
    problems.add(
        node.get().place(), "`%s` is %s; write true or false".formatted(name, node.get().kind()));
    return false;
  }

  int whole(String name, int least, int most, int fallback) {
    Optional<DefinitionNode> node = node(name);
    if (node.isEmpty()) {
      return fallback;
    }
    if (node.get() instanceof Whole whole && whole.value() >= least && whole.value() <= most) {
      return whole.value();
    }
    problems.add(
        node.get().place(),
        "`%s` must be a whole number from %s to %s".formatted(name, least, most));
    return fallback;
  }

  /** The items of a list; of a single value, where {@code single}, that one. */
  List<DefinitionNode> items(String name, boolean single) {
    Optional<DefinitionNode> node = node(name);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof Items list) {
      if (list.items().isEmpty()) {
        problems.add(list.place(), "`%s` is empty; name at least one".formatted(name));
      }
      return list.items();
    }
    if (single) {
      return List.of(node.get());
    }
    problems.add(
        node.get().place(), "`%s` is %s; write a list `[…]`".formatted(name, node.get().kind()));
    return List.of();
  }

  /** The texts of a list, without repetition. */
  Set<String> texts(String name, Pattern form, String remedy) {
    Set<String> texts = new LinkedHashSet<>();
    for (DefinitionNode item : items(name, false)) {
      text(item, name, form, remedy).ifPresent(text -> addOnce(texts, text, item, name));
    }
    return texts;
  }

  /** Words of an enum, written lower-case with hyphens; absent if the member is. */
  <E extends Enum<E>> Optional<Set<E>> words(String name, Class<E> type) {
    if (!has(name)) {
      return Optional.empty();
    }
    Set<E> words = new LinkedHashSet<>();
    for (DefinitionNode item : items(name, false)) {
      word(item, name, type).ifPresent(word -> addOnce(words, word, item, name));
    }
    return Optional.of(words);
  }

  <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
    return node(name).flatMap(node -> word(node, name, type));
  }

  private <E extends Enum<E>> Optional<E> word(DefinitionNode node, String name, Class<E> type) {
    Map<String, E> known = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      known.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    return parsed(
        node,
        "`" + name + "`",
        problems,
        text -> {
          E word = known.get(text);
          if (word == null) {
            throw new IllegalArgumentException(
                "unknown word `%s` in `%s`; write %s".formatted(text, name, oneOf(known.keySet())));
          }
          return word;
        });
  }

  /** Every member of a member that is an object, in order; none if it is absent. */
  Map<String, DefinitionNode> entries(String name, String whatItIs) {
    return node(name)
        .map(node -> ObjectReader.of(node, whatItIs, problems).members)
        .orElse(Map.of());
  }

  private <T> void addOnce(Set<T> values, T value, DefinitionNode item, String name) {
    if (!values.add(value)) {
      problems.add(item.place(), "a repetition in `%s`; remove it".formatted(name));
    }
  }

  /** Notes a member as a problem if it is there. */
  void refuse(String name, String why) {
    node(name).ifPresent(node -> problems.add(node.place(), why));
  }

  /** Notes members that nobody asked for. */
  void end() {
    List<String> known = new ArrayList<>(asked);
    members.forEach(
        (name, node) -> {
          if (!asked.contains(name)) {
            problems.add(
                node.place(),
                "unknown member `%s` of %s; it may have %s".formatted(name, what, oneOf(known)));
          }
        });
  }

  /** Names as a message lists them. */
  static String oneOf(Iterable<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }
}
