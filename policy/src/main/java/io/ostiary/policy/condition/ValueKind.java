package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;

/** What the values of an operator have to be, to be compared at all. */
enum ValueKind {
  TEXT("a text") {
    @Override
    boolean reads(String text) {
      return true;
    }
  },
  NUMBER("a number") {
    @Override
    boolean reads(String text) {
      return DecimalText.isNumber(text);
    }
  },
  DATE("a date") {
    @Override
    boolean reads(String text) {
      return W3cDate.second(text) != W3cDate.NONE;
    }
  },
  BOOL("`true` or `false`") {
    @Override
    boolean reads(String text) {
      return BoolMatcher.parse(text) != null;
    }
  },
  BINARY("base64") {
    @Override
    boolean reads(String text) {
      return BinaryMatcher.of(text).compare(text, RequestContext.EMPTY)
          == ValueMatcher.Outcome.MATCHES;
    }
  },
  ADDRESS("an address") {
    @Override
    boolean reads(String text) {
      return AddressRange.parseAddress(text) != null;
    }

    @Override
    boolean isWanted(String text) {
      return AddressRange.parse(text) != null;
    }
  },
  ARN("an ARN") {
    @Override
    boolean reads(String text) {
      return text.startsWith("arn:") && text.chars().filter(c -> c == ':').count() > 4;
    }
  };

  private final String noun;

  ValueKind(String noun) {
    this.noun = noun;
  }

  /** What such a value is called in a message. */
  String noun() {
    return noun;
  }

  /** Says whether a text of a request is one of these. */
  abstract boolean reads(String text);

  /** Says whether a text of a policy is one of these, or stands for several. */
  boolean isWanted(String text) {
    return reads(text);
  }

  /** Whether {@code ${…}} in a wanted value may be a variable. */
  boolean takesVariables() {
    return this == TEXT || this == ARN;
  }
}
