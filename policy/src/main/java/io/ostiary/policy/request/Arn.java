package io.ostiary.policy.request;

/**
 * An Amazon Resource Name: {@code arn:partition:service:region:account:resource}. Region and
 * account may be empty; the resource is everything after the fifth colon and may itself hold colons
 * and slashes.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs</a>
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {

  private static final String PREFIX = "arn:";

  /** Behind the prefix. */
  private static final int PARTS = 5;

  /** Reads an ARN; the text must have all six parts. */
  public static Arn parse(String text) {
    int partition = PREFIX.length();
    int service = after(text, partition);
    int region = after(text, service);
    int account = after(text, region);
    int resource = after(text, account);
    if (!text.startsWith(PREFIX) || resource < 0) {
      throw none(text);
    }
    return new Arn(
        text.substring(partition, service - 1),
        text.substring(service, region - 1),
        text.substring(region, account - 1),
        text.substring(account, resource - 1),
        text.substring(resource));
  }

  /** Refuses a text that {@link #parse} would refuse. */
  static void check(String text) {
    int colon = PREFIX.length() - 1;
    for (int part = 1; part < PARTS && colon >= 0; part++) {
      colon = text.indexOf(':', colon + 1);
    }
    if (!text.startsWith(PREFIX) || colon < 0) {
      throw none(text);
    }
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        "`%s` is not an ARN; write `arn:partition:service:region:account:resource`"
            .formatted(text));
  }

  private static int after(String text, int start) {
    int colon = start < 0 ? -1 : text.indexOf(':', start);
    return colon < 0 ? -1 : colon + 1;
  }

  @Override
  public String toString() {
    return PREFIX + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
  }
}
