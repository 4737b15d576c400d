package io.ostiary.federation.claim;

import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.authentication.TokenCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * The checks that one token or assertion goes through, each written down with what was expected and
 * what was seen. The first that fails ends it. For one thread.
 */
public final class Checks {
  private static final int LONGEST_SEEN = 200;

  private final List<TokenCheck> made = new ArrayList<>();

  /**
   * Makes a check.
   *
   * @param seen from outside; shortened, and without control characters, before it is kept
   */
  public void require(String name, String expected, Object seen, boolean held)
      throws FederationException {
    require(Code.INVALID_IDENTITY_TOKEN, name, expected, seen, held);
  }

  /** Makes a check that fails with a code of its own. */
  public void require(Code code, String name, String expected, Object seen, boolean held)
      throws FederationException {
    made.add(new TokenCheck(name, expected, printable(String.valueOf(seen)), held));
    if (!held) {
      throw new FederationException(code, made);
    }
  }

  /** The failure of a check that has nothing else to say than that. */
  public FederationException failed(String name, String expected, Object seen) {
    return failed(Code.INVALID_IDENTITY_TOKEN, name, expected, seen);
  }

  /** The same with a code of its own. */
  public FederationException failed(Code code, String name, String expected, Object seen) {
    made.add(new TokenCheck(name, expected, printable(String.valueOf(seen)), false));
    return new FederationException(code, made);
  }

  /** What was checked so far. */
  public List<TokenCheck> made() {
    return List.copyOf(made);
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_SEEN)
        .forEach(
            c -> {
              if (isPrintable(c)) {
                printable.appendCodePoint(c);
              } else {
                printable.append(String.format("\\u%04X", c));
              }
            });
    return text.codePointCount(0, text.length()) > LONGEST_SEEN
        ? printable.append('…').toString()
        : printable.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
