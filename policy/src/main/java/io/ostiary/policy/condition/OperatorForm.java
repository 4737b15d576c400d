package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.Objects;
import java.util.Optional;

/**
 * A condition operator as it is written, for those who read policies rather than decide by them.
 *
 * @param name in its usual spelling, without quantifier and suffix
 * @param negated whether it holds if no wanted value matches
 */
public record OperatorForm(
    Quantifier quantifier, Kind kind, String name, boolean negated, boolean ifExists) {

  /** How a condition goes over the values of its key. */
  public enum Quantifier {
    NONE,
    FOR_ALL_VALUES,
    FOR_ANY_VALUE
  }

  /** What an operator compares. */
  public enum Kind {
    STRING("String"),
    NUMERIC("Numeric"),
    DATE("Date"),
    BOOL("Bool"),
    BINARY("Binary"),
    IP_ADDRESS("IpAddress"),
    ARN("Arn"),
    /** Presence; compares nothing. */
    NULL("Null");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    private static Kind of(String operator) {
      for (Kind kind : values()) {
        if (operator.startsWith(kind.word)) {
          return kind;
        }
      }
      return IP_ADDRESS; // NotIpAddress is the one that does not begin with its kind
    }

    /**
     * Whether a policy's value is one that an operator of this kind can compare; any other matches
     * nothing.
     */
    public boolean admits(String value) {
      return switch (this) {
        case STRING -> true;
        case NUMERIC -> DecimalText.isNumber(value);
        case DATE -> W3cDate.second(value) != W3cDate.NONE;
        case BOOL, NULL -> BoolMatcher.parse(value) != null;
        case BINARY -> BinaryMatcher.decode(value) != null;
        case IP_ADDRESS -> AddressRange.parse(value) != null;
        case ARN -> value.startsWith("arn:") && ArnPattern.full(value, false).isPresent();
      };
    }
  }

  /** Takes an operator apart; empty if there is no such operator. */
  public static Optional<OperatorForm> parse(String text) {
    OperatorName name;
    try {
      name = OperatorName.parse(text);
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
    Quantifier quantifier = Quantifier.valueOf(name.quantifier().name());
    if (name.isNull()) {
      return Optional.of(new OperatorForm(quantifier, Kind.NULL, "Null", false, false));
    }
    Operator operator = Objects.requireNonNull(name.operator());
    return Optional.of(
        new OperatorForm(
            quantifier,
            Kind.of(operator.name()),
            operator.name(),
            operator.negated(),
            name.ifExists()));
  }

  /** Whether wildcards count in its values. */
  public boolean hasWildcards() {
    return kind == Kind.ARN || name.endsWith("Like");
  }

  /** Whether policy variables count in its values. */
  public boolean hasVariables() {
    return kind == Kind.STRING || kind == Kind.ARN;
  }

  /** Whether this is an operator of a name, which is compared ignoring case. */
  public boolean is(String other) {
    return RequestContext.fold(name).equals(RequestContext.fold(other));
  }
}
