package io.ostiary.policy.condition;

/** Which letters count as equal when a policy's text meets a request's. */
abstract class Letters {

  /** No two but the same. */
  static final Letters EXACT =
      new Letters() {
        @Override
        int agreeing(String wanted, String text, int at) {
          int agreeing = 0;
          while (agreeing < wanted.length()
              && wanted.charAt(agreeing) == text.charAt(at + agreeing)) {
            agreeing++;
          }
          return agreeing;
        }

        @Override
        char fold(char c) {
          return c;
        }
      };

  /** All cases of all scripts; a letter takes as many {@code char}s in either case. */
  static final Letters FOLDED =
      new Letters() {
        @Override
        int agreeing(String wanted, String text, int at) {
          int agreeing = 0;
          while (agreeing < wanted.length()) {
            int point = wanted.codePointAt(agreeing);
            if (folded(point) != folded(text.codePointAt(at + agreeing))) {
              break;
            }
            agreeing += Character.charCount(point);
          }
          return agreeing;
        }

        @Override
        char fold(char c) {
          return (char) folded(c);
        }
      };

  private static int folded(int point) {
    return Character.toLowerCase(Character.toUpperCase(point));
  }

  /** The same letter for all that count as equal. */
  abstract char fold(char c);

  /**
   * How many characters agree, counted from the start; {@code text} is long enough after {@code
   * at}.
   */
  int agreeing(String wanted, String text, int at) {
    int agreeing = 0;
    while (agreeing < wanted.length()
        && fold(wanted.charAt(agreeing)) == fold(text.charAt(at + agreeing))) {
      agreeing++;
    }
    return agreeing;
  }
}
