package io.ostiary.endpoint.login;

import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RequestPath;

/** The page that somebody wanted before signing in. Never one of another site. */
final class ReturnPath {
  private static final int LONGEST = 2048;
  private static final int SPACE = ' ';
  private static final int DELETE = 0x7f;

  private ReturnPath() {}

  /**
   * The page to go to after all.
   *
   * @param wanted as the browser says it, who may have been told by anybody
   * @param contextPath of the application
   * @param otherwise where to go if the wish will not do
   */
  static String of(String wanted, String contextPath, String otherwise) {
    return isOurs(wanted, contextPath) ? wanted : otherwise;
  }

  private static boolean isOurs(String wanted, String contextPath) {
    int mark = wanted.indexOf('?');
    String path = mark < 0 ? wanted : wanted.substring(0, mark);
    if (wanted.length() > LONGEST
        || !wanted.chars().allMatch(c -> c > SPACE && c < DELETE && c != '\\' && c != '#')
        || !path.startsWith(contextPath + "/")) {
      return false;
    }
    try {
      // As strict as for a request: no second slash, no dots, no escapes that hide anything.
      RequestPath unused = RequestPath.parse(path, true);
      return true;
    } catch (RejectedRequestException ambiguous) {
      return false;
    }
  }
}
