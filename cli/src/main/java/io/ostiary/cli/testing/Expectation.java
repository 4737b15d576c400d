package io.ostiary.cli.testing;

import io.ostiary.policy.decision.Decision;
import java.util.ArrayList;
import java.util.List;

/** What a policy test expects of a decision. */
public enum Expectation {
  ALLOWED("allowed"),
  /** Either way. */
  DENIED("denied"),
  EXPLICITLY_DENIED("explicitly denied"),
  IMPLICITLY_DENIED("implicitly denied");

  private final String words;

  Expectation(String words) {
    this.words = words;
  }

  /** Reads what a test file writes. */
  static Expectation parse(String words) {
    List<String> known = new ArrayList<>();
    for (Expectation each : values()) {
      if (each.words.equals(words)) {
        return each;
      }
      known.add('`' + each.words + '`');
    }
    throw new IllegalArgumentException(
        "`" + words + "` cannot be expected; write " + String.join(", ", known));
  }

  /** The expectation that is exactly this decision. */
  static Expectation of(Decision decision) {
    if (decision instanceof Decision.Allowed) {
      return ALLOWED;
    }
    return decision instanceof Decision.ExplicitlyDenied ? EXPLICITLY_DENIED : IMPLICITLY_DENIED;
  }

  boolean isMet(Decision decision) {
    Expectation exact = of(decision);
    return this == exact || (this == DENIED && exact != ALLOWED);
  }

  /** As a test file writes it. */
  String words() {
    return words;
  }
}
