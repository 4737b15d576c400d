package io.ostiary.filter.http;

import java.io.IOException;

/** A body goes on beyond what its route admits. */
public final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  BodyTooLargeException(long limit) {
    super("the body is larger than the %s bytes admitted here".formatted(limit));
  }
}
