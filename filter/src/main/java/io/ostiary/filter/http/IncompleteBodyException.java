package io.ostiary.filter.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A body broke off before its end. */
public final class IncompleteBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  IncompleteBodyException(IOException cause) {
    super("the body broke off before its end", cause);
  }

  /**
   * Whether the server has answered this by itself. Tomcat has when a read fails, with status 400;
   * it drops every other answer then, and makes a 500 of an exception.
   */
  public static boolean isAnswered(
      HttpServletRequest request, HttpServletResponse response, Throwable why) {
    return why instanceof IncompleteBodyException
        && response.isCommitted()
        && response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST
        && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
  }
}
