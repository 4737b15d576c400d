package io.ostiary.depot.s3;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a listing goes on, in a form that clients only hand back. */
final class PageToken {
  private PageToken() {}

  static String write(String last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(last.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty for an empty token. */
  static String read(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw S3Error.InvalidArgument.because(
          "The continuation token provided is incorrect; give back the one of the page before.");
    }
  }
}
