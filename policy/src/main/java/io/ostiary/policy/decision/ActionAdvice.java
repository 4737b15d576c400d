package io.ostiary.policy.decision;

import static io.ostiary.policy.condition.Explanation.show;

import io.ostiary.policy.condition.Template;
import io.ostiary.policy.document.ActionPattern;
import io.ostiary.policy.document.Statement.Element;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.RequestContext;

/** Knows why an action that looks right does not match. */
final class ActionAdvice {
  private ActionAdvice() {}

  /** What the author may have meant; empty if nothing comes to mind. */
  static String of(Action action, Element<ActionPattern> actions) {
    if (actions.excludes()) {
      return "";
    }
    for (ActionPattern pattern : actions.patterns()) {
      String advice = of(action.folded(), pattern.text());
      if (!advice.isEmpty()) {
        return advice;
      }
    }
    return "";
  }

  /** Says whether a pattern is about the service of an action. */
  static boolean isOfService(Action action, ActionPattern pattern) {
    return service(pattern.text()).equals(RequestContext.fold(action.service()));
  }

  private static String service(String pattern) {
    int colon = pattern.indexOf(':');
    return RequestContext.fold(colon < 0 ? pattern : pattern.substring(0, colon)).strip();
  }

  private static String of(String action, String pattern) {
    String bare = pattern.replace(" ", "").replace("\t", "");
    if (!bare.equals(pattern) && matches(bare, action)) {
      return show(pattern) + " holds a blank, which matches nothing";
    }
    boolean slip = isSlip(action, RequestContext.fold(pattern));
    return slip ? show(pattern) + " may be misspelt" : "";
  }

  private static boolean matches(String pattern, String action) {
    return Template.glob(RequestContext.fold(pattern), false).matches(action, RequestContext.EMPTY);
  }

  /** Says whether one character is too many, missing or wrong, or two have changed places. */
  private static boolean isSlip(String from, String to) {
    int shorter = Math.min(from.length(), to.length());
    int start = 0;
    while (start < shorter && from.charAt(start) == to.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && from.charAt(from.length() - 1 - end) == to.charAt(to.length() - 1 - end)) {
      end++;
    }
    String here = from.substring(start, from.length() - end);
    String there = to.substring(start, to.length() - end);
    return (here.length() <= 1 && there.length() <= 1)
        || (here.length() == 2 && new StringBuilder(here).reverse().toString().equals(there));
  }
}
