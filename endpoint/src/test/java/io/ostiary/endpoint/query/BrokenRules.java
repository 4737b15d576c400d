package io.ostiary.endpoint.query;

import io.ostiary.filter.http.FormParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every way in which one parameter of an operation can break its own rule: not there, too short,
 * too long, of other characters, none of the words, beyond the range, too many.
 *
 * @param name tells it from others of the operation
 * @param form what is sent
 * @param constraint what the answer must say of it
 */
public record BrokenRules(String name, Map<String, String> form, String constraint) {
  private static final int LONGEST_TRIED = 200_000;
  private static final List<String> ODD = List.of("*", " ", "\u3042", "\u0007");

  /**
   * All of an operation.
   *
   * @param form a good one, with a member in each of its lists that is to be tried
   */
  public static List<BrokenRules> of(Operation operation, Call call, Map<String, String> form) {
    Map<String, Declared> declared = new LinkedHashMap<>();
    Map<String, String> whole = new LinkedHashMap<>(form);
    survey(operation, call, whole, declared);
    for (Declared one : List.copyOf(declared.values())) {
      if (one.rule() instanceof Declared.Members && !whole.containsKey(one.field() + ".member.1")) {
        Map<String, String> withMember = new LinkedHashMap<>(form);
        withMember.put(one.field() + ".member.1", "x");
        survey(operation, call, withMember, declared);
      }
    }
    return declared.values().stream()
        .flatMap(one -> of(one, withSiblings(one, declared, form)))
        .toList();
  }

  /** A form that holds the rest of the structure of which a parameter is a member. */
  private static Map<String, String> withSiblings(
      Declared one, Map<String, Declared> declared, Map<String, String> form) {
    int member = one.field().lastIndexOf(".member.1.");
    if (member < 0) {
      return form;
    }
    String structure = one.field().substring(0, member + ".member.1.".length());
    Map<String, String> whole = new LinkedHashMap<>(form);
    declared.values().stream()
        .filter(other -> other.field().startsWith(structure))
        .forEach(
            other -> {
              if (other.rule() instanceof Text) {
                whole.putIfAbsent(other.field(), "x");
              } else if (other.rule() instanceof Declared.Words words) {
                whole.putIfAbsent(other.field(), words.words().get(0));
              }
            });
    return whole;
  }

  private static void survey(
      Operation operation, Call call, Map<String, String> form, Map<String, Declared> to) {
    try {
      Operation.Act unused =
          operation.read(
              Parameters.of(form(form), declared -> to.putIfAbsent(declared.field(), declared)),
              call);
    } catch (OperationException surelySomethingIsMissing) {
      // What it reads was told before.
    }
  }

  private static FormParameters form(Map<String, String> form) {
    List<io.ostiary.filter.http.CanonicalRequest.Parameter> fields = new ArrayList<>();
    form.forEach(
        (name, value) ->
            fields.add(new io.ostiary.filter.http.CanonicalRequest.Parameter(name, value)));
    return new FormParameters(fields);
  }

  private static Stream<BrokenRules> of(Declared one, Map<String, String> form) {
    Stream<BrokenRules> missing =
        one.required() && !isAll(one.field(), form)
            ? Stream.of(
                new BrokenRules(
                    one.field() + " missing",
                    without(one.field(), form),
                    "Value null at '%s' failed to satisfy constraint: Member must not be null"
                        .formatted(one.place())))
            : Stream.empty();
    return Stream.concat(missing, wrong(one, form));
  }

  /** Whether a parameter is all that there is of a list's member, which is not there without it. */
  private static boolean isAll(String field, Map<String, String> form) {
    int member = field.lastIndexOf(".member.1");
    return member >= 0
        && form.keySet().stream()
            .filter(name -> !name.equals(field))
            .noneMatch(name -> name.startsWith(field.substring(0, member) + ".member.1."));
  }

  private static Stream<BrokenRules> wrong(Declared one, Map<String, String> form) {
    Declared.Rule rule = one.rule();
    if (rule instanceof Text text) {
      return wrongText(one, text, form);
    }
    if (rule instanceof Declared.Words words) {
      return Stream.of(with(one, "no-such-word", form, "satisfy enum value set: " + words.words()));
    }
    if (rule instanceof Declared.Range range) {
      return Stream.of(
          with(
              one,
              "" + (range.min() - 1),
              form,
              "have value greater than or equal to " + range.min()),
          with(
              one, "" + (range.max() + 1), form, "have value less than or equal to " + range.max()),
          with(one, "ten", form, "be an integer"));
    }
    int max = ((Declared.Members) rule).max();
    Map<String, String> many = without(one.field(), form);
    IntStream.rangeClosed(1, max + 1).forEach(i -> many.put(one.field() + ".member." + i, "x"));
    return Stream.of(
        new BrokenRules(
            one.field() + " with too many members",
            many,
            "at '%s' failed to satisfy constraint: Member must have length less than or equal to %s"
                .formatted(one.place(), max)));
  }

  private static Stream<BrokenRules> wrongText(Declared one, Text rule, Map<String, String> form) {
    List<BrokenRules> wrong = new ArrayList<>();
    if (rule.min() > 0) {
      wrong.add(
          with(
              one,
              "x".repeat(rule.min() - 1),
              form,
              "have length greater than or equal to " + rule.min()));
    }
    if (rule.max() <= LONGEST_TRIED) {
      wrong.add(
          with(
              one,
              "x".repeat(rule.max() + 1),
              form,
              "have length less than or equal to " + rule.max()));
    }
    String good = "x".repeat(Math.max(0, rule.min() - 1));
    ODD.stream()
        .map(odd -> good + odd)
        .filter(text -> !rule.matches().test(text))
        .findFirst()
        .ifPresent(
            text ->
                wrong.add(
                    with(
                        one, text, form, "satisfy regular expression pattern: " + rule.pattern())));
    return wrong.stream();
  }

  private static BrokenRules with(
      Declared one, String value, Map<String, String> form, String constraint) {
    Map<String, String> changed = without(one.field(), form);
    changed.put(one.field(), value);
    return new BrokenRules(
        "%s `%s`".formatted(one.field(), Text.shown(value)),
        changed,
        "at '%s' failed to satisfy constraint: Member must %s".formatted(one.place(), constraint));
  }

  private static Map<String, String> without(String field, Map<String, String> form) {
    Map<String, String> rest = new LinkedHashMap<>(form);
    rest.keySet().removeIf(name -> name.equals(field) || name.startsWith(field + "."));
    return rest;
  }
}
