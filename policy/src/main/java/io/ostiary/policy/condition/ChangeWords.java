package io.ostiary.policy.condition;

import static io.ostiary.policy.condition.Explanation.show;

import io.ostiary.policy.request.RequestContext;

/** Says how to send a request with another value of a condition key. */
final class ChangeWords {
  private ChangeWords() {}

  static String matching(String key, Operator operator, String want) {
    String words = ofWellKnown(RequestContext.fold(key), operator, want);
    if (!words.isEmpty()) {
      return words;
    }
    String relation = operator.relation().isEmpty() ? "=" : operator.relation();
    return "with `%s` %s %s".formatted(key, relation, show(want));
  }

  private static String ofWellKnown(String foldedKey, Operator operator, String want) {
    boolean yes = operator.kind() == ValueKind.BOOL && want.equalsIgnoreCase("true");
    return switch (foldedKey) {
      case "aws:sourceip" -> "from " + show(want);
      case "aws:currenttime", "aws:epochtime" ->
          "at a time %s %s".formatted(operator.relation(), show(want)).replace("  ", " ");
      case "aws:securetransport" -> yes ? "over TLS" : "";
      case "aws:multifactorauthpresent" -> yes ? "in a session that was opened with MFA" : "";
      default -> "";
    };
  }

  static String differing(String key, Operator operator, String wanted) {
    if (RequestContext.fold(key).equals("aws:sourceip")) {
      return "from outside " + wanted;
    }
    if (operator.kind() == ValueKind.BOOL) {
      return matching(key, operator, wanted.equalsIgnoreCase("true") ? "false" : "true");
    }
    return operator.relation().isEmpty()
        ? "with `%s` other than %s".formatted(key, wanted)
        : "with `%s` not %s %s".formatted(key, operator.relation(), wanted);
  }
}
