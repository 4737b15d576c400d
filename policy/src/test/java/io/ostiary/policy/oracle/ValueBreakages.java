package io.ostiary.policy.oracle;

import java.math.BigDecimal;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Evaluators that are wrong about a single value. */
final class ValueBreakages {

  private ValueBreakages() {}

  static Stream<Arguments> all() {
    return Stream.of(
        of(
            "a variable's value acts as a pattern",
            new NaiveEvaluator() {
              @Override
              String quoteValue(String value) {
                return Pattern.quote(value).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
              }
            }),
        of(
            "a default is never used",
            new NaiveEvaluator() {
              @Override
              @Nullable String variable(
                  String key, @Nullable String otherwise, PlainRequest request) {
                return super.variable(key, null, request);
              }
            }),
        of(
            "a default is used even if there is a value",
            new NaiveEvaluator() {
              @Override
              @Nullable String variable(
                  String key, @Nullable String otherwise, PlainRequest request) {
                return otherwise != null ? otherwise : super.variable(key, null, request);
              }
            }),
        of(
            "an empty value is a value",
            new NaiveEvaluator() {
              @Override
              @Nullable String variable(
                  String key, @Nullable String otherwise, PlainRequest request) {
                return request.value(key) instanceof String text ? text : otherwise;
              }
            }),
        of(
            "an unresolved variable is an empty text",
            new NaiveEvaluator() {
              @Override
              @Nullable String variable(
                  String key, @Nullable String otherwise, PlainRequest request) {
                String value = super.variable(key, otherwise, request);
                return value == null ? "" : value;
              }
            }),
        of(
            "the first of many values replaces a variable",
            new NaiveEvaluator() {
              @Override
              @Nullable String variable(
                  String key, @Nullable String otherwise, PlainRequest request) {
                Object value = request.value(key);
                return value == null || PlainRequest.list(value).isEmpty()
                    ? otherwise
                    : PlainRequest.list(value).get(0);
              }
            }),
        of(
            "a variable's name keeps its case",
            new NaiveEvaluator() {
              @Override
              @Nullable String variable(
                  String key, @Nullable String otherwise, PlainRequest request) {
                return request.context().containsKey(key)
                    ? super.variable(key, otherwise, request)
                    : otherwise;
              }
            }),
        of(
            "an escaped star is no value",
            new NaiveEvaluator() {
              @Override
              @Nullable String escape(String character) {
                return character.equals("*") ? null : character;
              }
            }),
        of(
            "an escaped dollar sign is no value",
            new NaiveEvaluator() {
              @Override
              @Nullable String escape(String character) {
                return character.equals("$") ? null : character;
              }
            }),
        of(
            "a star wants a character",
            new NaiveEvaluator() {
              @Override
              String wildcard(String wildcard) {
                return wildcard.equals("*") ? ".+" : ".";
              }
            }),
        of(
            "a question mark may stand for nothing",
            new NaiveEvaluator() {
              @Override
              String wildcard(String wildcard) {
                return wildcard.equals("*") ? ".*" : ".?";
              }
            }),
        of(
            "a question mark is half a character of two halves",
            new NaiveEvaluator() {
              @Override
              String wildcard(String wildcard) {
                return wildcard.equals("*") ? ".*" : "[\\x{0}-\\x{FFFF}]";
              }
            }),
        of(
            "a star ends with the line",
            new NaiveEvaluator() {
              @Override
              String wildcard(String wildcard) {
                return wildcard.equals("*") ? "[^\n]*" : ".";
              }
            }),
        of(
            "a star stops at a slash",
            new NaiveEvaluator() {
              @Override
              String wildcard(String wildcard) {
                return wildcard.equals("*") ? "[^/]*" : ".";
              }
            }),
        of(
            "StringEquals takes wildcards",
            new NaiveEvaluator() {
              @Override
              boolean stringEquals(
                  String wanted, String had, boolean variables, PlainRequest request) {
                return stringLike(wanted, had, variables, request);
              }
            }),
        of(
            "StringEquals ignores case",
            new NaiveEvaluator() {
              @Override
              boolean stringEquals(
                  String wanted, String had, boolean variables, PlainRequest request) {
                return stringEqualsIgnoreCase(wanted, had, variables, request);
              }
            }),
        of(
            "StringEqualsIgnoreCase knows ASCII only",
            new NaiveEvaluator() {
              @Override
              boolean stringEqualsIgnoreCase(
                  String wanted, String had, boolean variables, PlainRequest request) {
                String expanded = expand(wanted, variables, request);
                return expanded != null && ascii(expanded).equals(ascii(had));
              }

              private String ascii(String text) {
                return text.codePoints()
                    .map(c -> c < 128 ? Character.toLowerCase(c) : c)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
              }
            }),
        of(
            "StringEqualsIgnoreCase keeps case",
            new NaiveEvaluator() {
              @Override
              boolean stringEqualsIgnoreCase(
                  String wanted, String had, boolean variables, PlainRequest request) {
                return stringEquals(wanted, had, variables, request);
              }
            }),
        of(
            "a star crosses a colon in ArnLike",
            new NaiveEvaluator() {
              @Override
              boolean arnLike(String wanted, String had, boolean variables, PlainRequest request) {
                return had.startsWith("arn:") && stringLike(wanted, had, variables, request);
              }
            }),
        of(
            "ArnEquals takes no wildcards",
            new NaiveEvaluator() {
              @Override
              boolean positive(
                  String operator,
                  String wanted,
                  String had,
                  boolean variables,
                  PlainRequest request) {
                return operator.equals("arnequals")
                    ? arnLike(wanted, had, variables, request) && !wanted.contains("*")
                    : super.positive(operator, wanted, had, variables, request);
              }
            }),
        of(
            "the last part of an ARN ends at a colon",
            new NaiveEvaluator() {
              @Override
              boolean arnLike(String wanted, String had, boolean variables, PlainRequest request) {
                return had.split(":", -1).length == wanted.split(":", -1).length
                    && super.arnLike(wanted, had, variables, request);
              }
            }),
        of(
            "ArnLike accepts what is no ARN",
            new NaiveEvaluator() {
              @Override
              boolean arnLike(String wanted, String had, boolean variables, PlainRequest request) {
                return super.arnLike(wanted, had, variables, request)
                    || wanted.equals(had)
                    || wanted.equals("*");
              }
            }),
        of(
            "numbers compare as text",
            new NaiveEvaluator() {
              @Override
              boolean positive(
                  String operator,
                  String wanted,
                  String had,
                  boolean variables,
                  PlainRequest request) {
                return operator.equals("numericequals")
                    ? wanted.equals(had) && number(had) != null
                    : super.positive(operator, wanted, had, variables, request);
              }
            }),
        of(
            "the wanted number is the left operand",
            new NaiveEvaluator() {
              @Override
              boolean compares(
                  @Nullable BigDecimal wanted, @Nullable BigDecimal had, IntPredicate sign) {
                return super.compares(had, wanted, sign);
              }
            }),
        of(
            "less than includes equal",
            new NaiveEvaluator() {
              @Override
              boolean positive(
                  String operator,
                  String wanted,
                  String had,
                  boolean variables,
                  PlainRequest request) {
                return super.positive(
                    operator.equals("numericlessthan") ? "numericlessthanequals" : operator,
                    wanted,
                    had,
                    variables,
                    request);
              }
            }),
        of(
            "four digits are seconds",
            new NaiveEvaluator() {
              @Override
              @Nullable BigDecimal readDate(String text) {
                return super.readDate(text.matches("[0-9]{4}") ? "00" + text : text);
              }
            }),
        of(
            "seconds are milliseconds",
            new NaiveEvaluator() {
              @Override
              @Nullable BigDecimal readDate(String text) {
                BigDecimal date = super.readDate(text);
                return date != null && text.matches("[0-9]{5,}") ? date.movePointLeft(3) : date;
              }
            }),
        of(
            "a date ignores its offset",
            new NaiveEvaluator() {
              @Override
              @Nullable BigDecimal readDate(String text) {
                return super.readDate(text.replaceAll("[+-][0-9]{2}:[0-9]{2}$", "Z"));
              }
            }),
        of(
            "a date ignores its fraction",
            new NaiveEvaluator() {
              @Override
              @Nullable BigDecimal readDate(String text) {
                return super.readDate(text.replaceAll("\\.[0-9]+Z", "Z"));
              }
            }),
        of(
            "Bool keeps case",
            new NaiveEvaluator() {
              @Override
              boolean bool(String wanted, String had) {
                return super.bool(wanted, had) && wanted.equals(had);
              }
            }),
        of(
            "Bool compares any text",
            new NaiveEvaluator() {
              @Override
              boolean bool(String wanted, String had) {
                return wanted.equalsIgnoreCase(had);
              }
            }),
        of(
            "BinaryEquals compares text",
            new NaiveEvaluator() {
              @Override
              boolean binaryEquals(String wanted, String had) {
                return super.binaryEquals(wanted, wanted) && wanted.equals(had);
              }
            }),
        of(
            "host bits of a network count",
            new NaiveEvaluator() {
              @Override
              @Nullable PlainNetwork network(String text) {
                PlainNetwork network = super.network(text);
                return network == null
                        || network.value().getLowestSetBit() < 0
                        || network.value().getLowestSetBit() >= network.bits() - network.prefix()
                    ? network
                    : null;
              }
            }),
        of(
            "a network of prefix zero is empty",
            new NaiveEvaluator() {
              @Override
              @Nullable PlainNetwork network(String text) {
                return text.endsWith("/0") ? null : super.network(text);
              }
            }),
        of(
            "a bare address is a network of 24 bits",
            new NaiveEvaluator() {
              @Override
              @Nullable PlainNetwork network(String text) {
                return super.network(text.matches("[0-9.]+") ? text + "/24" : text);
              }
            }),
        of(
            "IPv6 addresses compare as text",
            new NaiveEvaluator() {
              @Override
              boolean ipAddress(String wanted, String had) {
                return (had.contains("::") && wanted.contains("::") && !wanted.contains("/"))
                    ? wanted.equals(had)
                    : super.ipAddress(wanted, had);
              }
            }),
        of(
            "an IPv4 address in IPv6 clothes is IPv6",
            new NaiveEvaluator() {
              @Override
              boolean ipAddress(String wanted, String had) {
                return super.ipAddress(wanted, had) && !had.startsWith("::ffff:");
              }
            }));
  }

  private static Arguments of(String name, NaiveEvaluator broken) {
    return Arguments.of(Named.of(name, broken));
  }
}
