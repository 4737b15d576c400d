package io.ostiary.endpoint.query;

import io.ostiary.filter.http.FormParameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one operation, read by name and kind.
 *
 * <p>Reading always yields a value; what is wrong is collected, and {@link #complete} tells all of
 * it together before the operation does anything. A field that nothing read is refused there too:
 * otherwise a misspelled {@code UserName} would silently mean the caller.
 */
public final class Parameters {
  private static final String MEMBER = ".member.";
  private static final int INDEX_DIGITS = 6;

  private final NavigableMap<String, String> fields;
  private final String prefix;
  private final String place;
  private final Violations violations;
  private final Set<String> read;
  private final Consumer<Declared> told;

  private Parameters(
      NavigableMap<String, String> fields,
      String prefix,
      String place,
      Violations violations,
      Set<String> read,
      Consumer<Declared> told) {
    this.fields = fields;
    this.prefix = prefix;
    this.place = place;
    this.violations = violations;
    this.read = read;
    this.told = told;
  }

  /** The parameters in a form, whose names are unique. */
  public static Parameters of(FormParameters form) {
    return of(form, declared -> {});
  }

  /**
   * The same.
   *
   * @param told hears of each parameter that is read, sent or not
   */
  static Parameters of(FormParameters form, Consumer<Declared> told) {
    NavigableMap<String, String> fields = new TreeMap<>();
    form.fields().forEach(field -> fields.put(field.name(), field.value()));
    return new Parameters(
        fields, "", "", new Violations(), new HashSet<>(Set.of("Action", "Version")), told);
  }

  /** A text that must be there. */
  public String text(String name, Text rule) {
    declare(name, true, rule);
    Optional<String> value = sound(name, rule);
    if (value.isEmpty()) {
      violations.add(null, placeOf(name), "Member must not be null");
    }
    return value.orElse("");
  }

  /** A text that may be left out. */
  public Optional<String> optionalText(String name, Text rule) {
    declare(name, false, rule);
    return sound(name, rule);
  }

  private Optional<String> sound(String name, Text rule) {
    String value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    int length = value.codePointCount(0, value.length());
    if (length < rule.min()) {
      refuse(name, value, rule, "have length greater than or equal to " + rule.min());
    } else if (length > rule.max()) {
      refuse(name, value, rule, "have length less than or equal to " + rule.max());
    }
    if (!rule.matches().test(value)) {
      refuse(name, value, rule, "satisfy regular expression pattern: " + rule.pattern());
    }
    return Optional.of(value);
  }

  private void refuse(String name, String value, Text rule, String constraint) {
    if (rule.secret()) {
      violations.addSecret(placeOf(name), "Member must " + constraint);
    } else {
      refuse(name, value, "Member must " + constraint);
    }
  }

  /** One of a few words; it must be there. */
  public String word(String name, List<String> words) {
    declare(name, true, new Declared.Words(words));
    Optional<String> value = known(name, words);
    if (value.isEmpty()) {
      violations.add(null, placeOf(name), "Member must not be null");
    }
    return value.orElse("");
  }

  /** One of a few words, which may be left out. */
  public Optional<String> optionalWord(String name, List<String> words) {
    declare(name, false, new Declared.Words(words));
    return known(name, words);
  }

  private Optional<String> known(String name, List<String> words) {
    String value = value(name);
    if (value != null && !words.contains(value)) {
      refuse(name, value, "Member must satisfy enum value set: " + words);
    }
    return Optional.ofNullable(value);
  }

  /** A whole number that may be left out. */
  public OptionalInt optionalInteger(String name, int min, int max) {
    declare(name, false, new Declared.Range(min, max));
    String value = value(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    OptionalInt number = decimal(value);
    if (number.isEmpty()) {
      refuse(name, value, "Member must be an integer");
    } else if (number.getAsInt() < min) {
      refuse(name, value, "Member must have value greater than or equal to " + min);
    } else if (number.getAsInt() > max) {
      refuse(name, value, "Member must have value less than or equal to " + max);
    }
    return number;
  }

  /** {@code true} or {@code false}; left out means false. */
  public boolean flag(String name) {
    return optionalFlag(name).orElse(false);
  }

  /** {@code true} or {@code false}, or neither if it is left out. */
  public Optional<Boolean> optionalFlag(String name) {
    return optionalWord(name, List.of("true", "false")).map("true"::equals);
  }

  /**
   * A list, written {@code name.member.N} or {@code name.member.N.field}; N counts in any order and
   * may have gaps. {@code name=} is the empty list, as are {@code name.member=} and nothing at all.
   *
   * @param max the most members
   * @param member reads one; the fields of a structure by name, a plain value by the empty name
   */
  public <T> List<T> list(String name, int max, Function<Parameters, T> member) {
    declare(name, false, new Declared.Members(max));
    return members(name, max, member);
  }

  private <T> List<T> members(String name, int max, Function<Parameters, T> member) {
    String bare = bare(name);
    String start = field(name) + MEMBER;
    SortedSet<Integer> indices = indices(start);
    if (bare != null && !(bare.isEmpty() && indices.isEmpty())) {
      refuse(name, bare, "Member must be a list, written " + name + MEMBER + "1");
    }
    if (indices.size() > max) {
      refuse(
          name,
          indices.size() + " members",
          "Member must have length less than or equal to " + max);
      read.addAll(fieldsFrom(start));
      return List.of();
    }
    List<T> members = new ArrayList<>();
    for (int index : indices) {
      String at = placeOf(name) + "." + index + ".member";
      members.add(member.apply(new Parameters(fields, start + index, at, violations, read, told)));
    }
    return members;
  }

  /** A list that must be there, with as many members as it likes; see {@link #list}. */
  public <T> List<T> someOf(String name, int max, Function<Parameters, T> member) {
    declare(name, true, new Declared.Members(max));
    if (bare(name) == null && indices(field(name) + MEMBER).isEmpty()) {
      violations.add(null, placeOf(name), "Member must not be null");
    }
    return members(name, max, member);
  }

  /** What stands where a list would, if something does. */
  private @Nullable String bare(String name) {
    String bare = value(name);
    return bare == null ? value(name + ".member") : bare;
  }

  /** Refuses what the parameters say together, unless one of them is at fault by itself. */
  public void refuse(OperationException refusal) {
    violations.add(refusal);
  }

  /**
   * Ends the reading.
   *
   * @throws OperationException if anything that was read is not as it must be, or something was
   *     sent that the operation does not know
   */
  void complete() {
    violations.throwIfAny();
    for (String field : fields.keySet()) {
      if (!read.contains(field) && !field.startsWith("X-Amz-")) {
        throw OperationException.malformed(
            "The parameter '%s' is not one that this operation takes; mind its spelling and case"
                .formatted(Text.shown(field)));
      }
    }
  }

  private void declare(String name, boolean required, Declared.Rule rule) {
    told.accept(new Declared(field(name), placeOf(name), required, rule));
  }

  private @Nullable String value(String name) {
    String field = field(name);
    read.add(field);
    return fields.get(field);
  }

  private String field(String name) {
    if (prefix.isEmpty() || name.isEmpty()) {
      return prefix + name;
    }
    return prefix + "." + name;
  }

  private String placeOf(String name) {
    if (name.isEmpty()) {
      return place;
    }
    String camel = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    return place.isEmpty() ? camel : place + "." + camel;
  }

  private void refuse(String name, String value, String constraint) {
    violations.add(value, placeOf(name), constraint);
  }

  /** The numbers that follow a prefix; a number has one spelling, so that none comes twice. */
  private SortedSet<Integer> indices(String start) {
    SortedSet<Integer> indices = new TreeSet<>();
    for (String field : fieldsFrom(start)) {
      int end = field.indexOf('.', start.length());
      String index = field.substring(start.length(), end < 0 ? field.length() : end);
      OptionalInt number = index.startsWith("0") ? OptionalInt.empty() : decimal(index);
      if (number.isEmpty() || number.getAsInt() < 1 || index.length() > INDEX_DIGITS) {
        throw OperationException.malformed(
            "'%s' is not the number of a list's member; count from 1 to 999999"
                .formatted(Text.shown(index)));
      }
      indices.add(number.getAsInt());
    }
    return indices;
  }

  private Set<String> fieldsFrom(String start) {
    return fields.subMap(start, true, start + Character.MAX_VALUE, false).keySet();
  }

  private static OptionalInt decimal(String text) {
    String digits = text.startsWith("-") ? text.substring(1) : text;
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException tooLarge) {
      return OptionalInt.empty();
    }
  }
}
