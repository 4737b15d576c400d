package io.ostiary.policy.request;

/**
 * What an action is asked of.
 *
 * @param name the resource's ARN, or {@code *} for an action that names no resource (such as
 *     listing all buckets), which only the pattern {@code *} covers
 * @param accountId the twelve-digit account that owns it
 * @param gated whether identity policies count only if the resource's own policy admits the
 *     account, as it is for role trust policies
 */
public record Resource(String name, String accountId, boolean gated) {

  /** The name of no particular resource. */
  public static final String NONE = "*";

  public Resource {
    if (!name.equals(NONE)) {
      Arn.check(name);
    }
  }

  /** A resource whose owner's identity policies count by themselves. */
  public static Resource of(String arn, String accountId) {
    return new Resource(arn, accountId, false);
  }

  /** No particular resource, asked of an account. */
  public static Resource none(String accountId) {
    return new Resource(NONE, accountId, false);
  }
}
