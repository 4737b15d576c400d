package io.ostiary.policy.oracle;

import java.util.List;

/**
 * An access-control list, in plain texts.
 *
 * @param resource the ARN of what it is on
 * @param owner an account's twelve digits, or its canonical id
 * @param grants as {@code AllUsers READ}
 * @param actions what a permission allows, as {@code READ s3:ListBucket}, or with {@code /*} behind
 *     it if it does so on all that the resource holds
 */
record PlainAcl(
    String id, String resource, String owner, List<String> grants, List<String> actions) {

  /** The service that delivers logs. */
  static final String LOG_DELIVERY = "s3.amazonaws.com";
}
