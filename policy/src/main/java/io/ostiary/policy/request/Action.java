package io.ostiary.policy.request;

/**
 * What is asked for, such as {@code s3:CreateBucket}: a service prefix and a name. Both compare
 * ignoring ASCII case wherever a policy is matched; the spelling given here is kept for messages.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html">IAM
 *     JSON policy elements: Action</a>
 */
public record Action(String service, String name) {

  public Action {
    if (service.isEmpty()
        || name.isEmpty()
        || service.indexOf(':') >= 0
        || name.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "`%s:%s` is not an action; write `service:Name`".formatted(service, name));
    }
  }

  /** Reads {@code service:Name}. */
  public static Action parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "`%s` is not an action; write `service:Name`".formatted(text));
    }
    return new Action(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return service + ':' + name;
  }
}
