package io.ostiary.depot.store;

import java.util.regex.Pattern;

/**
 * The rule for names of buckets: 3 to 63 of {@code a-z 0-9 . _ -}, a letter or digit first and
 * last, no two dots together, not an IPv4 address. S3's own rule has no underscore; here it may be
 * used, since S3's clients let it pass.
 */
public final class BucketName {
  private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]");
  private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  private BucketName() {}

  public static boolean isValid(String name) {
    return RULE.matcher(name).matches() && !name.contains("..") && !IPV4.matcher(name).matches();
  }
}
