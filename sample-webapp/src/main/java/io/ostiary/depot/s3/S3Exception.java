package io.ostiary.depot.s3;

/** A request that is answered with one of S3's errors. */
final class S3Exception extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final S3Error error;

  S3Exception(S3Error error, String message) {
    super(message);
    this.error = error;
  }

  S3Error error() {
    return error;
  }
}
