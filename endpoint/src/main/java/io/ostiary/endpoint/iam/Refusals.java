package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.OperationException;

/** What IAM refuses although each parameter by itself is as it must be. */
final class Refusals {
  private static final int BAD_REQUEST = 400;

  private Refusals() {}

  /** A value that does not fit. */
  static OperationException invalid(String message) {
    return new OperationException(BAD_REQUEST, "InvalidInput", message);
  }
}
