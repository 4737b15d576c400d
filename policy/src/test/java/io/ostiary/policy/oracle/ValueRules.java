package io.ostiary.policy.oracle;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a single wanted text says of a single text of the request. Each rule is a method of its own,
 * so that a test can break just that rule. Not safe for threads.
 */
class ValueRules {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?:([*?$])|([^{}' ,]+)(?:, '([^']*)')?)\\}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern DATE =
      Pattern.compile(
          "([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
              + "(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?");

  private static final Pattern WILDCARD = Pattern.compile("[*?]");
  private static final int MEMORY = 50_000;

  private final Map<String, Pattern> globs = new HashMap<>();
  private final Map<String, Pattern> regexes = new HashMap<>();
  private final Map<String, List<String>> cut = new HashMap<>();
  private final Map<String, Optional<Object>> parsed = new HashMap<>();

  // -- Policy variables: a value is text, never a pattern; a key of many values has none.

  /** The text with its variables replaced; null if one of them has neither value nor default. */
  final @Nullable String expand(String text, boolean variables, PlainRequest request) {
    if (!variables || !text.contains("${")) {
      return text;
    }
    StringBuilder expanded = new StringBuilder();
    for (String piece : remember(cut, text, () -> pieces(text, VARIABLE))) {
      Matcher variable = VARIABLE.matcher(piece);
      String value = variable.matches() ? replacement(variable.toMatchResult(), request) : piece;
      if (value == null) {
        return null;
      }
      expanded.append(value);
    }
    return expanded.toString();
  }

  /** The regular expression of a text whose {@code *} and {@code ?} are wildcards, likewise. */
  final @Nullable Pattern glob(String text, boolean variables, PlainRequest request) {
    if (!variables || !text.contains("${")) {
      return remember(globs, text, () -> Pattern.compile(regex(text), Pattern.DOTALL));
    }
    StringBuilder regex = new StringBuilder();
    for (String piece : remember(cut, text, () -> pieces(text, VARIABLE))) {
      Matcher variable = VARIABLE.matcher(piece);
      String value = variable.matches() ? replacement(variable.toMatchResult(), request) : "";
      if (value == null) {
        return null;
      }
      regex.append(variable.matches() ? quoteValue(value) : regex(piece));
    }
    String whole = regex.toString();
    return remember(regexes, whole, () -> Pattern.compile(whole, Pattern.DOTALL));
  }

  /** The regular expression of a text of literal characters and wildcards. */
  private String regex(String text) {
    StringBuilder regex = new StringBuilder();
    for (String piece : pieces(text, WILDCARD)) {
      regex.append(WILDCARD.matcher(piece).matches() ? wildcard(piece) : Pattern.quote(piece));
    }
    return regex.toString();
  }

  /** The text cut before and after each occurrence of the pattern. */
  private static List<String> pieces(String text, Pattern pattern) {
    List<String> pieces = new ArrayList<>();
    int done = 0;
    for (Matcher matcher = pattern.matcher(text); matcher.find(); done = matcher.end()) {
      pieces.add(text.substring(done, matcher.start()));
      pieces.add(matcher.group());
    }
    pieces.add(text.substring(done));
    return pieces;
  }

  private <T> T remember(Map<String, T> memory, String text, Supplier<T> supplier) {
    if (memory.size() > MEMORY) {
      memory.clear();
    }
    T known = memory.get(text);
    if (known == null) {
      known = supplier.get();
      memory.put(text, known);
    }
    return known;
  }

  private @Nullable String replacement(MatchResult variable, PlainRequest request) {
    return variable.group(1) != null
        ? escape(variable.group(1))
        : variable(variable.group(2), variable.group(3), request);
  }

  /** A star, a question mark and a dollar sign in braces stand for themselves. */
  @Nullable String escape(String character) {
    return character;
  }

  /** The single value of the key; if there is none, or an empty one, the default. */
  @Nullable String variable(String key, @Nullable String otherwise, PlainRequest request) {
    return request.value(key) instanceof String text && !text.isEmpty() ? text : otherwise;
  }

  /** A value within a pattern is literal. */
  String quoteValue(String value) {
    return Pattern.quote(value);
  }

  /** A star is any run of characters, a question mark is one character. */
  String wildcard(String wildcard) {
    return wildcard.equals("*") ? ".*" : ".";
  }

  // -- Operators: positive(wanted, had) of the table in the section on conditions.

  boolean positive(
      String operator, String wanted, String had, boolean variables, PlainRequest request) {
    return switch (operator) {
      case "stringequals" -> stringEquals(wanted, had, variables, request);
      case "stringequalsignorecase" -> stringEqualsIgnoreCase(wanted, had, variables, request);
      case "stringlike" -> stringLike(wanted, had, variables, request);
      case "arnequals", "arnlike" -> arnLike(wanted, had, variables, request);
      case "numericequals" -> compares(number(wanted), number(had), sign -> sign == 0);
      case "numericlessthan" -> compares(number(wanted), number(had), sign -> sign < 0);
      case "numericlessthanequals" -> compares(number(wanted), number(had), sign -> sign <= 0);
      case "numericgreaterthan" -> compares(number(wanted), number(had), sign -> sign > 0);
      case "numericgreaterthanequals" -> compares(number(wanted), number(had), sign -> sign >= 0);
      case "dateequals" -> compares(date(wanted), date(had), sign -> sign == 0);
      case "datelessthan" -> compares(date(wanted), date(had), sign -> sign < 0);
      case "datelessthanequals" -> compares(date(wanted), date(had), sign -> sign <= 0);
      case "dategreaterthan" -> compares(date(wanted), date(had), sign -> sign > 0);
      case "dategreaterthanequals" -> compares(date(wanted), date(had), sign -> sign >= 0);
      case "bool" -> bool(wanted, had);
      case "binaryequals" -> binaryEquals(wanted, had);
      case "ipaddress" -> ipAddress(wanted, had);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  boolean stringEquals(String wanted, String had, boolean variables, PlainRequest request) {
    return had.equals(expand(wanted, variables, request));
  }

  boolean stringEqualsIgnoreCase(
      String wanted, String had, boolean variables, PlainRequest request) {
    String expanded = expand(wanted, variables, request);
    return expanded != null && foldText(expanded).equals(foldText(had));
  }

  /** Code point by code point, in no language. */
  static List<Integer> foldText(String text) {
    return text.codePoints()
        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
        .boxed()
        .toList();
  }

  boolean stringLike(String wanted, String had, boolean variables, PlainRequest request) {
    if (wanted.indexOf('*') < 0 && wanted.indexOf('?') < 0 && wanted.indexOf('$') < 0) {
      return wanted.equals(had);
    }
    Pattern pattern = glob(wanted, variables, request);
    return pattern != null && pattern.matcher(had).matches();
  }

  /** Six parts each, compared one by one; variables in the last part only. */
  boolean arnLike(String wanted, String had, boolean variables, PlainRequest request) {
    String[] patterns = wanted.split(":", 6);
    String[] parts = had.split(":", 6);
    return patterns.length == 6
        && parts.length == 6
        && parts[0].equals("arn")
        && partsMatch(patterns, parts, variables, request);
  }

  final boolean partsMatch(
      String[] patterns, String[] parts, boolean variables, PlainRequest request) {
    for (int i = 0; i < 6; i++) {
      if (!stringLike(patterns[i], parts[i], variables && i == 5, request)) {
        return false;
      }
    }
    return true;
  }

  /** Compares what the request has (on the left) with what is wanted, if both can be read. */
  boolean compares(@Nullable BigDecimal wanted, @Nullable BigDecimal had, IntPredicate sign) {
    return wanted != null && had != null && sign.test(had.compareTo(wanted));
  }

  final @Nullable BigDecimal number(String text) {
    return (BigDecimal) parse("number ", text, () -> readNumber(text));
  }

  private static @Nullable BigDecimal readNumber(String text) {
    if (text.length() > 64 || !NUMBER.matcher(text).matches()) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null; // the exponent is beyond measure
    }
  }

  /** Seconds since 1970; the beginning of what the text names. */
  final @Nullable BigDecimal date(String text) {
    return (BigDecimal) parse("date ", text, () -> readDate(text));
  }

  /** Four digits are a year; fewer or more are seconds since 1970. */
  @Nullable BigDecimal readDate(String text) {
    if (text.matches("[0-9]{1,3}|[0-9]{5,12}")) {
      return new BigDecimal(text);
    }
    Matcher date = DATE.matcher(text);
    if (!date.matches()) {
      return null;
    }
    try {
      OffsetDateTime start =
          OffsetDateTime.of(
              Integer.parseInt(date.group(1)),
              Integer.parseInt(Objects.requireNonNullElse(date.group(2), "1")),
              Integer.parseInt(Objects.requireNonNullElse(date.group(3), "1")),
              Integer.parseInt(Objects.requireNonNullElse(date.group(4), "0")),
              Integer.parseInt(Objects.requireNonNullElse(date.group(5), "0")),
              Integer.parseInt(Objects.requireNonNullElse(date.group(6), "0")),
              0,
              ZoneOffset.of(Objects.requireNonNullElse(date.group(8), "Z")));
      String fraction = Objects.requireNonNullElse(date.group(7), "");
      return BigDecimal.valueOf(start.toEpochSecond()).add(new BigDecimal("0" + fraction));
    } catch (DateTimeException e) {
      return null; // no such day
    }
  }

  boolean bool(String wanted, String had) {
    return had.equalsIgnoreCase(wanted)
        && (had.equalsIgnoreCase("true") || had.equalsIgnoreCase("false"));
  }

  boolean binaryEquals(String wanted, String had) {
    Object one = parse("bytes ", wanted, () -> bytes(wanted));
    return one != null && one.equals(parse("bytes ", had, () -> bytes(had)));
  }

  private static @Nullable ByteBuffer bytes(String text) {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The network holds the address; IPv4 and IPv6 never hold each other. */
  boolean ipAddress(String wanted, String had) {
    PlainNetwork network = (PlainNetwork) parse("network ", wanted, () -> network(wanted));
    PlainNetwork address = (PlainNetwork) parse("address ", had, () -> PlainNetwork.address(had));
    return network != null && address != null && network.holds(address);
  }

  @Nullable PlainNetwork network(String text) {
    return PlainNetwork.parse(text);
  }

  private @Nullable Object parse(String kind, String text, Supplier<@Nullable Object> parser) {
    return remember(parsed, kind + text, () -> Optional.ofNullable(parser.get())).orElse(null);
  }
}
