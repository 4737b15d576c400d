package io.ostiary.depot.s3;

/**
 * The object that {@code x-amz-copy-source} names: percent-encoded, with or without a slash before
 * the bucket.
 */
record CopySource(String bucket, String key) {

  static CopySource of(S3Request request) {
    String header = request.header(S3Request.COPY_SOURCE).orElse("");
    if (header.indexOf('?') >= 0) {
      throw S3Error.NotImplemented.because(
          "Depot keeps no versions; leave `?versionId` out of `x-amz-copy-source`.");
    }
    String path = Query.decode(header.replace("+", "%2B"));
    String relative = path.startsWith("/") ? path.substring(1) : path;
    int slash = relative.indexOf('/');
    if (slash < 1 || slash == relative.length() - 1) {
      throw S3Error.InvalidArgument.because(
          "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
    }
    S3Request.requireKey(relative.substring(slash + 1));
    return new CopySource(relative.substring(0, slash), relative.substring(slash + 1));
  }
}
