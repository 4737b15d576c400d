package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.List;

/** Compares texts, exactly, ignoring case, or with wildcards. */
record TextMatcher(Template want) implements ValueMatcher {

  static TextMatcher equal(String want, boolean variables) {
    return new TextMatcher(Template.text(want, variables));
  }

  static TextMatcher equalIgnoringCase(String want, boolean variables) {
    return new TextMatcher(Template.textIgnoringCase(want, variables));
  }

  static TextMatcher like(String want, boolean variables) {
    return new TextMatcher(Template.glob(want, variables));
  }

  @Override
  public Outcome compare(String have, RequestContext context) {
    return Outcome.of(want.matches(have, context));
  }

  @Override
  public List<String> keys() {
    return want.keys();
  }
}
