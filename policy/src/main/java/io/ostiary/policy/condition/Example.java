package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Values to try. Whether a condition accepts them, it decides itself. */
final class Example {
  private static final int MAX_SCALE = 61;

  private Example() {}

  /** Values of which one stands to a wanted value as an operator asks, if any value does. */
  static List<String> ofMatch(
      Operator operator, String want, boolean variables, RequestContext context) {
    return switch (operator.kind()) {
      case TEXT, ARN -> ofText(want, operator.relation().equals("like"), variables, context);
      case NUMBER -> ofNumber(want);
      case DATE -> ofDate(want);
      case ADDRESS -> List.of(want.indexOf('/') < 0 ? want : want.substring(0, want.indexOf('/')));
      case BOOL, BINARY -> List.of(want);
    };
  }

  /** Values so different that hardly any policy wants them all. */
  static List<String> ofAnything(ValueKind kind) {
    return switch (kind) {
      case TEXT -> List.of("x", "another", "");
      case ARN -> List.of("arn:aws:x:::x", "arn:aws:another::000000000000:another");
      case NUMBER -> List.of("0", "-1", "999999999");
      case DATE -> List.of("1970-01-01", "2999-01-01", "2000-02-02");
      case ADDRESS -> List.of("192.0.2.1", "198.51.100.7", "2001:db8::1");
      case BOOL -> List.of("true", "false");
      case BINARY -> List.of("AA==", "AQ==");
    };
  }

  private static List<String> ofText(
      String want, boolean wildcards, boolean variables, RequestContext context) {
    LinearSearch.Wanted wanted = new LinearSearch.Wanted(Letters.EXACT);
    boolean read = variables && Template.isWellFormed(want); // what is no ARN may hold anything
    for (Part piece : TemplateReader.read(want, wildcards, read)) {
      if (!piece.resolves(context)) {
        return List.of();
      }
      piece.addTo(wanted, context);
    }
    String text = wanted.example();
    return text.isEmpty() ? List.of("x", "") : List.of(text);
  }

  private static List<String> ofNumber(String want) {
    if (!DecimalText.isNumber(want)) {
      return List.of();
    }
    BigDecimal number = new BigDecimal(want);
    if (Math.abs((long) number.scale()) > MAX_SCALE) {
      return List.of(want); // a neighbour would have more characters than a number may have
    }
    return List.of(
        want, number.subtract(BigDecimal.ONE).toString(), number.add(BigDecimal.ONE).toString());
  }

  private static List<String> ofDate(String want) {
    if (W3cDate.second(want) == W3cDate.NONE) {
      return List.of();
    }
    Instant instant = Instant.ofEpochSecond(W3cDate.second(want), W3cDate.nano(want));
    return List.of(want, instant.minusSeconds(1).toString(), instant.plusSeconds(1).toString());
  }
}
