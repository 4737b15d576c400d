package io.ostiary.filter.http;

import java.io.IOException;

/** A body broke off before its end. */
public final class IncompleteBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  IncompleteBodyException(IOException cause) {
    super("the body broke off before its end", cause);
  }
}
