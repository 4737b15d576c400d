package io.ostiary.policy.document;

import io.ostiary.policy.condition.Template;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.RequestContext;

/**
 * Actions as a statement names them: {@code *}, or a service prefix and a name with wildcards. Both
 * compare ignoring ASCII case.
 */
public final class ActionPattern {
  private static final String ANY = "*";

  /** Patterns met lately, so that policies can share them: most name one of few actions. */
  private static final ActionPattern[] RECENT = new ActionPattern[1024];

  private final String text;
  private final Template folded;

  private ActionPattern(String text) {
    this.text = text;
    this.folded = Template.glob(RequestContext.fold(text), false);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none; the message says how to mend it
   */
  static ActionPattern parse(String text) {
    int slot = text.hashCode() & (RECENT.length - 1);
    ActionPattern recent = RECENT[slot]; // threads may race for it, which is harmless
    if (recent != null && recent.text.equals(text)) {
      return recent;
    }
    ActionPattern pattern = compile(text);
    RECENT[slot] = pattern;
    return pattern;
  }

  private static ActionPattern compile(String text) {
    if (text.equals(ANY)) {
      return new ActionPattern(text);
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "action `%s` has no service prefix; write `service:Name`, such as `s3:GetObject`"
              .formatted(text));
    }
    if (text.indexOf(':', colon + 1) >= 0) {
      throw new IllegalArgumentException(
          "action `%s` has more than one colon; write `service:Name`".formatted(text));
    }
    String service = text.substring(0, colon);
    String name = text.substring(colon + 1);
    if (name.isEmpty() || !isService(service)) {
      throw new IllegalArgumentException(
          ("action `%s` is malformed; write `service:Name`, the service in letters, digits,"
                  + " hyphens and full stops, and wildcards only in the name")
              .formatted(text));
    }
    return new ActionPattern(text);
  }

  /** Blanks pass: they match nothing, and that is decided as written. */
  private static boolean isService(String prefix) {
    if (prefix.equals(ANY)) {
      return true;
    }
    for (int i = 0; i < prefix.length(); i++) {
      char c = prefix.charAt(i);
      if (!Ascii.isLetterOrDigit(c) && "-. \t".indexOf(c) < 0) {
        return false;
      }
    }
    return !prefix.isEmpty();
  }

  /** As written. */
  public String text() {
    return text;
  }

  /**
   * What all actions that this pattern matches have in common, {@linkplain Action#folded folded},
   * as a {@linkplain Template#outline template's outline}.
   */
  public String outline() {
    return folded.outline();
  }

  public boolean matches(Action action) {
    return folded.matches(action.folded(), RequestContext.EMPTY); // each holds one colon, or is `*`
  }

  @Override
  public String toString() {
    return text;
  }
}
