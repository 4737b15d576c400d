package io.ostiary.policy.fuzz;

import static io.ostiary.policy.fuzz.Input.require;

import io.ostiary.policy.condition.ArnPattern;
import io.ostiary.policy.condition.Template;
import io.ostiary.policy.request.RequestContext;
import java.util.Optional;

/** Patterns match what a table of all their prefixes says. */
public final class MatcherFuzz {
  private static final RequestContext CONTEXT =
      RequestContext.builder().one("x:v", "a*").one("x:empty", "").build();
  private static final int ARN_PARTS = 6;
  private static final int MOST = 2_000;

  private MatcherFuzz() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    Input input = new Input(bytes);
    boolean arns = input.flag();
    String[] texts = input.texts(2);
    if (texts[0].length() > MOST || texts[1].length() > MOST) {
      return;
    }
    if (arns) {
      checkArn("arn:" + texts[0], "arn:" + texts[1]);
      checkArn(texts[0], texts[1]);
    } else {
      check(texts[0], texts[1]);
    }
  }

  private static void check(String pattern, String text) {
    boolean matches = Template.glob(pattern, false).matches(text, CONTEXT);
    require(matches == globs(pattern, text), "`%s` on `%s`: not %s", pattern, text, matches);

    try {
      Template variables = Template.glob(pattern, true);
      boolean once = variables.matches(text, CONTEXT);
      String around = "x" + text + "*";
      require(
          once == variables.matches(around, 1, around.length() - 1, CONTEXT),
          "`%s` sees a part as if alone: `%s`",
          pattern,
          text);
      if (!pattern.contains("${")) {
        require(once == matches, "`%s` holds no variables", pattern);
      }
    } catch (IllegalArgumentException malformed) {
      require(pattern.contains("${"), "`%s` holds a variable", pattern);
    }
  }

  private static void checkArn(String pattern, String text) {
    Optional<ArnPattern> arn = ArnPattern.full(pattern, false);
    String[] wanted = pattern.split(":", ARN_PARTS);
    require(arn.isPresent() == (wanted.length == ARN_PARTS), "`%s` has six parts or not", pattern);
    String[] had = text.split(":", ARN_PARTS);
    boolean expected = had.length == ARN_PARTS && wanted.length == had.length;
    expected = expected && text.startsWith("arn:");
    for (int i = 0; i < ARN_PARTS && expected; i++) {
      expected = globs(wanted[i], had[i]);
    }
    boolean matches = arn.isPresent() && arn.get().matches(text, CONTEXT);
    require(matches == expected, "`%s` on `%s`: not %s", pattern, text, matches);
    boolean abbreviated =
        ArnPattern.abbreviated(pattern, false)
            .map(broken -> broken.matches(text, CONTEXT))
            .orElse(false);
    require(abbreviated || !matches, "`%s`: what is whole is not broken off", pattern);
  }

  /** Whether each prefix of the pattern matches each prefix of the text, row by row. */
  private static boolean globs(String pattern, String text) {
    int[] characters = text.codePoints().toArray();
    boolean[] row = new boolean[characters.length + 1];
    row[0] = true;
    for (int piece : pattern.codePoints().toArray()) {
      boolean[] next = new boolean[row.length];
      for (int t = 0; t < row.length; t++) {
        if (piece == '*') {
          next[t] = row[t] || (t > 0 && next[t - 1]);
        } else {
          next[t] = t > 0 && (piece == '?' || piece == characters[t - 1]) && row[t - 1];
        }
      }
      row = next;
    }
    return row[characters.length];
  }
}
