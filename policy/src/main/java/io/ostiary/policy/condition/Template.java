package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of a policy, compiled for comparison with a text of a request. It may hold the wildcards
 * {@code *} (any run of characters, none included) and {@code ?} (one character), and policy
 * variables such as {@code ${aws:username}} or {@code ${aws:PrincipalTag/team, 'none'}}.
 *
 * <p>Variables are looked up while matching and their values stand for themselves: a {@code *} in a
 * value is an asterisk. A variable without a value (unknown, empty or multi-valued) and without a
 * default makes the whole template match nothing.
 *
 * <p>What stands before the first {@code *} is compared with the start of the text, what stands
 * after the last with its end, and each piece between two is taken where it first occurs, so that
 * nothing is tried twice. Matching takes time in proportion to the lengths of text and template (no
 * more than {@value #PATIENCE} comparisons a character) and allocates nothing. Only where a piece
 * keeps almost matching a text, as {@code *aaaab*} does {@code aaaaaaaa…}, does it go on with a
 * {@link LinearSearch}, which allocates in proportion to the piece; a piece with {@code ?} then
 * costs one step a character for each 64 characters of its own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">IAM
 *     policy elements: Variables</a>
 */
public final class Template {

  /** In an {@linkplain #outline outline}, what is known only with a request. */
  public static final char GAP = '\0';

  /** How many comparisons the plain search may make for each character that it moves on. */
  static final int PATIENCE = 32;

  private static final Part[] NO_RUN = {};
  private static final Part[] RUN_TO_THE_END = {Part.Literal.NOTHING};

  private final Part first;
  private final Part[] afterRuns;
  private final Letters letters;
  private final boolean variables;

  /** The text before a {@code *} at the end, or before no wildcard; null of other templates. */
  private final @Nullable String start;

  /**
   * Joins pieces.
   *
   * @param pieces what stands before, between and after the {@code *}; never none
   */
  Template(List<Part> pieces, Letters letters) {
    this.first = pieces.get(0);
    this.afterRuns = afterRuns(pieces.subList(1, pieces.size()));
    this.letters = letters;
    this.variables = !keys().isEmpty();
    boolean plain = afterRuns == NO_RUN || afterRuns == RUN_TO_THE_END;
    this.start =
        plain && letters == Letters.EXACT && first instanceof Part.Literal literal
            ? literal.text()
            : null;
  }

  /** The usual kinds need no array of their own. */
  private static Part[] afterRuns(List<Part> pieces) {
    if (pieces.isEmpty()) {
      return NO_RUN;
    }
    return pieces.equals(List.of(Part.Literal.NOTHING))
        ? RUN_TO_THE_END
        : pieces.toArray(Part[]::new);
  }

  /**
   * A template in which {@code *} and {@code ?} are wildcards.
   *
   * @param variables whether {@code ${…}} is a variable rather than ordinary text
   * @throws IllegalArgumentException if a variable is malformed
   */
  public static Template glob(String text, boolean variables) {
    return new Template(TemplateReader.read(text, true, variables), Letters.EXACT);
  }

  /**
   * A template in which {@code *} and {@code ?} are ordinary characters.
   *
   * @throws IllegalArgumentException if a variable is malformed
   */
  static Template text(String text, boolean variables) {
    return new Template(TemplateReader.read(text, false, variables), Letters.EXACT);
  }

  /** As {@link #text}, but letters match in either case. */
  static Template textIgnoringCase(String text, boolean variables) {
    return new Template(TemplateReader.read(text, false, variables), Letters.FOLDED);
  }

  /** Says whether each {@code ${…}} of a text could be a variable. */
  public static boolean isWellFormed(String text) {
    try {
      TemplateReader.read(text, false, true);
      return true;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /** The folded condition keys that this template's variables name. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    first.addKeys(keys);
    for (Part piece : afterRuns) {
      piece.addKeys(keys);
    }
    return keys;
  }

  /**
   * What all texts that this template matches have in common: its literal text, with a {@link #GAP}
   * for each wildcard and variable. (A literal of that very character reads as a gap.)
   */
  public String outline() {
    StringBuilder outline = new StringBuilder();
    first.addTo(outline);
    for (Part piece : afterRuns) {
      outline.append(GAP);
      piece.addTo(outline);
    }
    return outline.toString();
  }

  /** Says whether only one text matches, the {@linkplain #outline outline}. */
  boolean isLiteral() {
    return start != null && afterRuns == NO_RUN && start.indexOf(GAP) < 0;
  }

  /** Says whether this template matches the whole text. */
  public boolean matches(String text, RequestContext context) {
    return matches(text, 0, text.length(), context);
  }

  /** Says whether this template matches the whole of a part of a text. */
  public boolean matches(String text, int from, int to, RequestContext context) {
    if (start != null) {
      int left = to - from - start.length();
      return (afterRuns == NO_RUN ? left == 0 : left >= 0) && text.startsWith(start, from);
    }
    if (variables && !resolves(context)) {
      return false;
    }
    int at = first.after(text, from, to, context, letters);
    int runs = afterRuns.length;
    if (at < 0 || runs == 0) {
      return at == to;
    }
    int end = afterRuns[runs - 1].before(text, at, to, context, letters);
    for (int i = 0; i < runs - 1 && at >= 0 && end >= 0; i++) {
      at = endOfFirst(afterRuns[i], text, at, end, context);
    }
    return at >= 0 && end >= 0;
  }

  private boolean resolves(RequestContext context) {
    boolean resolves = first.resolves(context);
    for (Part piece : afterRuns) {
      resolves = resolves && piece.resolves(context);
    }
    return resolves;
  }

  /** Where the first occurrence of a piece between two places ends, or -1. */
  private int endOfFirst(Part piece, String text, int from, int to, RequestContext context) {
    long patience = 2 * PATIENCE;
    int at = from;
    while (true) {
      int end = piece.after(text, at, to, context, letters);
      if (end >= 0) {
        return end;
      }
      patience += PATIENCE - ~end;
      if (at >= to) {
        return -1;
      }
      if (patience < 0) {
        LinearSearch.Wanted wanted = new LinearSearch.Wanted(letters);
        piece.addTo(wanted, context);
        return new LinearSearch(wanted).endOfFirst(text, at, to);
      }
      at = next(text, at, to);
    }
  }

  /** The place after the character at a place, which may take two {@code char}s. */
  static int next(String text, int at, int to) {
    boolean pair = at + 1 < to && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    return pair ? at + 2 : at + 1;
  }
}
