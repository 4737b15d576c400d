package io.ostiary.policy.condition;

import static io.ostiary.policy.condition.Explanation.show;

import io.ostiary.policy.request.RequestContext;

/** Knows the mistakes by which a wanted value that looks right does not match. */
final class ValueAdvice {
  private final KeyCondition condition;
  private final RequestContext context;
  private final Operator operator;

  ValueAdvice(KeyCondition condition, RequestContext context) {
    this.condition = condition;
    this.context = context;
    this.operator = condition.comparison();
  }

  /** What the author may have meant, seeing a value that fails; empty if nothing comes to mind. */
  String about(String have) {
    for (String want : condition.wanted()) {
      String advice = operator.negated() ? ofAny(want) : about(have, want);
      if (!advice.isEmpty()) {
        return advice;
      }
    }
    return "";
  }

  private String about(String have, String want) {
    String special =
        switch (operator.kind()) {
          case TEXT -> ofText(have, want);
          case ARN -> ofArn(have, want);
          case ADDRESS -> ofAddress(have, want);
          default -> "";
        };
    return special.isEmpty() ? ofAny(want) : special;
  }

  /** What is wrong with a wanted value whatever the request holds. */
  private String ofAny(String want) {
    boolean dollar = want.contains("${");
    if (dollar && !operator.kind().takesVariables()) {
      return "`%s` takes no policy variables".formatted(operator.name());
    }
    if (dollar && !condition.hasVariables()) {
      return "`${…}` is ordinary text in this version; write \"Version\": \"2012-10-17\"";
    }
    if (!operator.kind().isWanted(want) && !dollar) {
      String noun = operator.kind().noun();
      return "%s in the policy is not %s, so nothing matches it".formatted(show(want), noun);
    }
    return want.equals(want.strip())
        ? ""
        : "the policy's value %s begins or ends in a blank".formatted(show(want));
  }

  private String ofText(String have, String want) {
    if (want.equalsIgnoreCase(have)) {
      return "they differ in case only; `StringEqualsIgnoreCase` does not look at case";
    }
    boolean wildcard = want.indexOf('*') >= 0 || want.indexOf('?') >= 0;
    boolean literal = !operator.relation().equals("like");
    if (wildcard && literal && like(have, want)) {
      return "`*` and `?` are ordinary characters to `%s`; write `StringLike`"
          .formatted(condition.operator());
    }
    return wildcard && !literal && like(RequestContext.fold(have), RequestContext.fold(want))
        ? "they differ in case only"
        : "";
  }

  private boolean like(String have, String want) {
    boolean variables = condition.hasVariables() && Template.isWellFormed(want);
    return Template.glob(want, variables).matches(have, context);
  }

  private String ofArn(String have, String want) {
    if (RequestContext.fold(condition.key()).equals("aws:principalarn")
        && want.contains(":assumed-role/")) {
      return "of a role session `%s` is the ARN of the role".formatted(condition.key());
    }
    if (like(have, want)) {
      return "in an ARN a `*` does not run past a colon; write out each part";
    }
    return like(RequestContext.fold(have), RequestContext.fold(want))
        ? "they differ in case only"
        : "";
  }

  private static String ofAddress(String have, String want) {
    AddressRange range = AddressRange.parse(want);
    AddressRange address = AddressRange.parse(have);
    return range != null && address != null && range.v4() != address.v4()
        ? "no address of IPv4 is in a range of IPv6, nor the other way round"
        : "";
  }
}
