package io.ostiary.filter;

import java.io.IOException;

/** A request would be let in, but its audit event could not be recorded. */
final class NotRecordedException extends IOException {
  private static final long serialVersionUID = 1L;

  NotRecordedException(Throwable cause) {
    super(
        "the request cannot be recorded now, and none is let in unrecorded; try again later",
        cause);
  }
}
