package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.List;
import java.util.Optional;

/**
 * A test that a statement makes on one condition key: an operator, the key, and the values it wants
 * of it. Several conditions of a statement must all hold.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">IAM
 *     JSON policy elements: Condition operators</a>
 */
public sealed interface Condition permits KeyCondition, NullCondition {

  /** Says whether this condition holds in a context. Never fails. */
  boolean holds(RequestContext context);

  /** The folded keys that this condition reads, those of variables in its values included. */
  List<String> keys();

  /** The operator in its usual spelling, with quantifier and suffix. */
  String operator();

  /** The condition key as written. */
  String key();

  /** The wanted values as written. */
  List<String> wanted();

  /** Says why this condition holds, or does not, in a context. */
  Explanation explain(RequestContext context);

  /**
   * Other values of the key with which this condition would hold, or would not; the likeliest
   * first, each of them tried.
   */
  List<ContextChange> changes(RequestContext context, boolean toHold);

  /**
   * What a context must hold for this condition to hold: one of some values for a key.
   *
   * @param values literal; none at all if the condition never holds
   */
  record OneOf(String key, List<String> values) {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** The values of which one is required; empty if there is no such list of them. */
  default Optional<OneOf> oneOf() {
    return Optional.empty();
  }

  /**
   * Compiles one condition.
   *
   * @param operator as written, such as {@code StringEquals} or {@code ForAnyValue:ArnLikeIfExists}
   * @param key the condition key as written
   * @param wanted the values as written; any of them will do
   * @param variables whether {@code ${…}} in a value is a variable
   * @throws IllegalArgumentException if the operator is unknown or a value malformed; the message
   *     says how to mend it
   */
  static Condition of(String operator, String key, List<String> wanted, boolean variables) {
    OperatorName name = OperatorName.parse(operator);
    return name.isNull()
        ? NullCondition.of(name, key, wanted)
        : KeyCondition.of(name, key, wanted, variables);
  }

  /**
   * Checks that an operator exists.
   *
   * @throws IllegalArgumentException if it does not; the message says which do
   */
  static void requireOperator(String operator) {
    OperatorName.parse(operator);
  }
}
