package io.ostiary.endpoint.query;

import io.ostiary.filter.http.FormParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every way in which one parameter of an operation can break its own rule: not there, too short,
 * too long, of other characters, none of the words, beyond the range, too many.
 *
 * @param name tells it from others of the operation
 * @param form what is sent
 * @param message all that the answer must say
 */
public record BrokenRules(String name, Map<String, String> form, String message) {
  private static final int LONGEST_TRIED = 200_000;
  private static final List<String> GOOD =
      List.of("x", "xxxx", "123456", "arn:aws:iam::aws:policy/ReadOnlyAccess");
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
                whole.putIfAbsent(other.field(), good((Text) other.rule()));
              } else if (other.rule() instanceof Declared.Words words) {
                whole.putIfAbsent(other.field(), words.words().get(0));
              }
            });
    return whole;
  }

  private static String good(Text rule) {
    return GOOD.stream()
        .filter(text -> text.length() >= rule.min() && text.length() <= rule.max())
        .filter(rule.matches())
        .findFirst()
        .orElse("x");
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
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint:"
                            .formatted(one.place())
                        + " Member must not be null"))
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
      return Stream.of(
          with(one, "no-such-word", form, List.of("satisfy enum value set: " + words.words())));
    }
    if (rule instanceof Declared.Range range) {
      return Stream.of(
          with(
              one,
              "" + (range.min() - 1),
              form,
              List.of("have value greater than or equal to " + range.min())),
          with(
              one,
              "" + (range.max() + 1),
              form,
              List.of("have value less than or equal to " + range.max())),
          with(one, "ten", form, List.of("be an integer")));
    }
    int max = ((Declared.Members) rule).max();
    Map<String, String> many = without(one.field(), form);
    IntStream.rangeClosed(1, max + 1).forEach(i -> many.put(one.field() + ".member." + i, "x"));
    return Stream.of(
        new BrokenRules(
            one.field() + " with too many members",
            many,
            "1 validation error detected: Value '%s members' at '%s' failed to satisfy constraint:"
                    .formatted(max + 1, one.place())
                + " Member must have length less than or equal to "
                + max));
  }

  private static Stream<BrokenRules> wrongText(Declared one, Text rule, Map<String, String> form) {
    List<String> wrong = new ArrayList<>();
    if (rule.min() > 0) {
      wrong.add("x".repeat(rule.min() - 1));
    }
    if (rule.max() <= LONGEST_TRIED) {
      wrong.add("x".repeat(rule.max() + 1));
    }
    String good = "x".repeat(Math.max(0, rule.min() - 1));
    ODD.stream()
        .map(odd -> good + odd)
        .filter(text -> !rule.matches().test(text))
        .findFirst()
        .ifPresent(wrong::add);
    return wrong.stream().map(value -> with(one, value, form, broken(rule, value)));
  }

  /** Each constraint of a rule that a value breaks, in the order in which AWS tells them. */
  private static List<String> broken(Text rule, String value) {
    List<String> broken = new ArrayList<>();
    if (value.length() < rule.min()) {
      broken.add("have length greater than or equal to " + rule.min());
    }
    if (value.length() > rule.max()) {
      broken.add("have length less than or equal to " + rule.max());
    }
    if (!rule.matches().test(value)) {
      broken.add("satisfy regular expression pattern: " + rule.pattern());
    }
    return broken;
  }

  private static BrokenRules with(
      Declared one, String value, Map<String, String> form, List<String> constraints) {
    Map<String, String> changed = without(one.field(), form);
    changed.put(one.field(), value);
    boolean secret = one.rule() instanceof Text text && text.secret();
    String start =
        "Value %sat '%s' failed to satisfy constraint: Member must "
            .formatted(secret ? "" : "'" + Text.shown(value) + "' ", one.place());
    return new BrokenRules(
        "%s `%s`".formatted(one.field(), Text.shown(value)),
        changed,
        "%s validation error%s detected: %s"
            .formatted(
                constraints.size(),
                constraints.size() == 1 ? "" : "s",
                constraints.stream().map(start::concat).collect(Collectors.joining("; "))));
  }

  private static Map<String, String> without(String field, Map<String, String> form) {
    Map<String, String> rest = new LinkedHashMap<>(form);
    rest.keySet().removeIf(name -> name.equals(field) || name.startsWith(field + "."));
    return rest;
  }
}
