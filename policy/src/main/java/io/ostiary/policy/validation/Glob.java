package io.ostiary.policy.validation;

import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with wildcards, compared with another such text rather than with a request: is everything
 * that one matches matched by the other, and do they have anything in common?
 */
final class Glob {
  private static final int LONGEST = 2_048;

  private enum Kind {
    CHARACTER,
    /** {@code ?}: any one character. */
    ONE,
    /** {@code ?} next to a {@code *}: the first of a run of at least one. */
    ONE_OR_MORE,
    /** {@code *}: any run of characters. */
    RUN,
    /** Any run without a slash. */
    SEGMENT,
    /** A policy variable, whose value is not known. */
    VARIABLE
  }

  /**
   * A piece of a glob.
   *
   * @param text the character or the variable
   */
  private record Token(Kind kind, String text) {

    /** Whether it always stands for exactly one character. */
    boolean single() {
      return kind == Kind.CHARACTER || kind == Kind.ONE || kind == Kind.ONE_OR_MORE;
    }

    /** Whether it may stand for many characters. */
    boolean open() {
      return kind == Kind.RUN || kind == Kind.SEGMENT || kind == Kind.VARIABLE;
    }
  }

  /** Stands for every text that is too long to compare. */
  private static final Glob TOO_LONG = new Glob(List.of());

  private final List<Token> tokens;

  private Glob(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads a text of a policy.
   *
   * @param variables whether <code>${…}</code> in it is a variable
   */
  static Glob of(String text, boolean variables) {
    if (text.length() > LONGEST) {
      return TOO_LONG;
    }
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int close = variables && text.startsWith("${", at) ? text.indexOf('}', at) : -1;
      if (close > 0) {
        String inner = text.substring(at + 2, close);
        boolean escape = inner.equals("*") || inner.equals("?") || inner.equals("$");
        tokens.add(
            escape
                ? new Token(Kind.CHARACTER, inner)
                : new Token(Kind.VARIABLE, RequestContext.fold(inner)));
        at = close + 1;
      } else {
        int next = text.offsetByCodePoints(at, 1);
        tokens.add(token(text.substring(at, next)));
        at = next;
      }
    }
    return new Glob(inOrder(tokens));
  }

  private static Token token(String character) {
    return switch (character) {
      case "*" -> new Token(Kind.RUN, "");
      case "?" -> new Token(Kind.ONE, "");
      default -> new Token(Kind.CHARACTER, character);
    };
  }

  /** A glob in which ASCII letters match in either case. */
  static Glob ignoringCase(String text) {
    return of(RequestContext.fold(text), false);
  }

  /** A glob of texts and, between each two of them, one that may or may not hold slashes. */
  static Glob template(List<String> literals, List<Boolean> slashes) {
    List<Token> tokens = new ArrayList<>(of(escaped(literals.get(0)), true).tokens);
    for (int i = 0; i < slashes.size(); i++) {
      tokens.add(new Token(slashes.get(i) ? Kind.RUN : Kind.SEGMENT, ""));
      tokens.addAll(of(escaped(literals.get(i + 1)), true).tokens);
    }
    return new Glob(tokens);
  }

  private static String escaped(String literal) {
    return literal.replace("$", "${$}").replace("*", "${*}").replace("?", "${?}");
  }

  /** Neighbouring wildcards in one order, so that {@code *?} and {@code ?*} are the same. */
  private static List<Token> inOrder(List<Token> tokens) {
    List<Token> ordered = new ArrayList<>();
    int at = 0;
    while (at < tokens.size()) {
      int end = at;
      boolean run = false;
      while (end < tokens.size()
          && (tokens.get(end).kind() == Kind.ONE || tokens.get(end).kind() == Kind.RUN)) {
        run |= tokens.get(end).kind() == Kind.RUN;
        end++;
      }
      for (int i = at; i < end; i++) {
        if (tokens.get(i).kind() == Kind.ONE) {
          ordered.add(new Token(run ? Kind.ONE_OR_MORE : Kind.ONE, ""));
        }
      }
      if (run) {
        ordered.add(new Token(Kind.RUN, ""));
      }
      if (end == at) {
        ordered.add(tokens.get(at));
        end++;
      }
      at = end;
    }
    return ordered;
  }

  private boolean comparable(Glob other, Effort effort) {
    return this != TOO_LONG
        && other != TOO_LONG
        && effort.allows((tokens.size() + 1L) * (other.tokens.size() + 1L));
  }

  /**
   * Whether this matches every text that another matches. False also if finding out takes too much
   * effort, or depends on the value of a variable.
   */
  boolean covers(Glob other, Effort effort) {
    if (this == TOO_LONG || other == TOO_LONG || !effort.allows(1)) {
      return false;
    }
    int same = 0;
    while (same < tokens.size() && tokens.get(same).kind() == Kind.CHARACTER) {
      if (same == other.tokens.size() || !tokens.get(same).equals(other.tokens.get(same))) {
        return false;
      }
      same++;
    }
    return new Glob(tokens.subList(same, tokens.size()))
        .coversRest(new Glob(other.tokens.subList(same, other.tokens.size())), effort);
  }

  private boolean coversRest(Glob other, Effort effort) {
    if (tokens.isEmpty() || !comparable(other, effort)) {
      return tokens.isEmpty() && other.tokens.isEmpty();
    }
    int columns = other.tokens.size();
    boolean[] below = new boolean[columns + 1];
    below[columns] = true;
    for (int i = tokens.size() - 1; i >= 0; i--) {
      Token mine = tokens.get(i);
      boolean[] row = new boolean[columns + 1];
      row[columns] = mine.kind() == Kind.RUN && below[columns];
      for (int j = columns - 1; j >= 0; j--) {
        Token theirs = other.tokens.get(j);
        row[j] =
            switch (mine.kind()) {
              case CHARACTER, VARIABLE -> mine.equals(theirs) && below[j + 1];
              case ONE -> theirs.single() && below[j + 1];
              case ONE_OR_MORE -> theirs.single() ? below[j + 1] : row[j + 1];
              case RUN, SEGMENT -> below[j] || row[j + 1];
            };
      }
      below = row;
    }
    return below[0];
  }

  /**
   * Whether some text may be matched by this and by another. True also if finding out takes too
   * much effort, or depends on the value of a variable.
   */
  boolean meets(Glob other, Effort effort) {
    if (!comparable(other, effort)) {
      return true;
    }
    int columns = other.tokens.size();
    boolean[] below = new boolean[columns + 1];
    for (int i = tokens.size(); i >= 0; i--) {
      boolean[] row = new boolean[columns + 1];
      Token mine = i == tokens.size() ? null : tokens.get(i);
      for (int j = columns; j >= 0; j--) {
        Token theirs = j == columns ? null : other.tokens.get(j);
        boolean meets = mine == null && theirs == null;
        if (mine != null && mine.open()) {
          meets |= below[j] || (theirs != null && absorbs(mine, theirs) && row[j + 1]);
        }
        if (theirs != null && theirs.open()) {
          meets |= row[j + 1] || (mine != null && absorbs(theirs, mine) && below[j]);
        }
        if (mine != null && theirs != null && mine.single() && theirs.single()) {
          meets |= same(mine, theirs) && below[j + 1];
        }
        row[j] = meets;
      }
      below = row;
    }
    return below[0];
  }

  private static boolean absorbs(Token open, Token other) {
    return open.kind() != Kind.SEGMENT || !other.text().equals("/");
  }

  private static boolean same(Token mine, Token theirs) {
    return mine.kind() != Kind.CHARACTER || theirs.kind() != Kind.CHARACTER || mine.equals(theirs);
  }
}
