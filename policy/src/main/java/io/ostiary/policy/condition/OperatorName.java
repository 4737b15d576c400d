package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * An operator's name taken apart: {@code ForAnyValue:StringLikeIfExists} is a quantifier, an
 * operator and a suffix. All three compare ignoring case.
 *
 * @param operator null for {@code Null}, which asks for presence and takes no value
 */
record OperatorName(Quantifier quantifier, @Nullable Operator operator, boolean ifExists) {
  private static final String NULL = "null";
  private static final String IF_EXISTS = "ifexists";

  /** How a condition goes over the values of its key. */
  enum Quantifier {
    /** The key must be single-valued. */
    NONE(""),
    FOR_ALL_VALUES("ForAllValues:"),
    FOR_ANY_VALUE("ForAnyValue:");

    private final String written;
    private final String prefix;

    Quantifier(String written) {
      this.written = written;
      this.prefix = RequestContext.fold(written);
    }
  }

  static OperatorName parse(String text) {
    String rest = RequestContext.fold(text);
    Quantifier quantifier = Quantifier.NONE;
    for (Quantifier candidate : Quantifier.values()) {
      if (rest.startsWith(candidate.prefix)) {
        quantifier = candidate;
      }
    }
    rest = rest.substring(quantifier.prefix.length());
    boolean ifExists = rest.endsWith(IF_EXISTS);
    if (ifExists) {
      rest = rest.substring(0, rest.length() - IF_EXISTS.length());
    }
    if (rest.equals(NULL)) {
      if (ifExists) {
        throw new IllegalArgumentException(
            "`%s` is no operator, since `Null` itself asks whether the key exists; write `Null`"
                .formatted(text));
      }
      return new OperatorName(quantifier, null, false);
    }
    Operator operator = Operator.of(rest);
    if (operator == null) {
      throw new IllegalArgumentException(
          "unknown condition operator `%s`; write one of %s".formatted(text, Operator.names()));
    }
    return new OperatorName(quantifier, operator, ifExists);
  }

  /** The usual spelling. */
  @Override
  public String toString() {
    return operator == null
        ? quantifier.written + "Null"
        : quantifier.written + operator.name() + (ifExists ? "IfExists" : "");
  }

  boolean isNull() {
    return operator == null;
  }
}
