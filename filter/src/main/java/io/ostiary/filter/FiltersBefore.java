package io.ostiary.filter;

import jakarta.servlet.Filter;
import java.lang.StackWalker.StackFrame;
import java.util.List;

/** Which filters a request went through before it came to ours, told by who called whom. */
public final class FiltersBefore {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private FiltersBefore() {}

  /** The classes of those that let in the request of this thread, the nearest first. */
  public static List<String> ofThisRequest() {
    return STACK.walk(
        frames ->
            frames
                .dropWhile(frame -> frame.getDeclaringClass() != OstiaryFilter.class)
                .filter(FiltersBefore::isOther)
                .map(StackFrame::getClassName)
                .distinct()
                .toList());
  }

  private static boolean isOther(StackFrame frame) {
    return frame.getMethodName().equals("doFilter")
        && frame.getDeclaringClass() != OstiaryFilter.class
        && Filter.class.isAssignableFrom(frame.getDeclaringClass());
  }
}
