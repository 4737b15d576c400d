package io.ostiary.policy.validation;

import io.ostiary.policy.json.Json.Place;

/**
 * One thing to look for in a policy.
 *
 * @param <T> what it looks at: a whole document, a statement, one action, …
 * @param code what its findings are called; stable from release to release
 */
record Check<T>(String code, FindingLevel level, Rule<T> rule) {

  /** Looks, and tells what it finds. */
  @FunctionalInterface
  interface Rule<T> {
    void look(T subject, Report report);
  }

  /** Takes what a rule finds: the place, and a message that says what to write instead. */
  @FunctionalInterface
  interface Report {
    void at(Place place, String message);
  }

  void look(T subject, Findings findings) {
    rule.look(subject, (place, message) -> findings.add(Finding.at(place, level, code, message)));
  }
}
