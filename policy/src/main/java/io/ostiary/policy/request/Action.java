package io.ostiary.policy.request;

/**
 * What is asked for, such as {@code s3:CreateBucket}: a service prefix and a name. Both compare
 * ignoring ASCII case wherever a policy is matched; the spelling given here is kept for messages.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html">IAM
 *     JSON policy elements: Action</a>
 */
public final class Action {
  private final String text;
  private final int colon;
  private final String folded;

  private Action(String text) {
    this.text = text;
    this.colon = text.indexOf(':');
    this.folded = Folding.of(text);
    if (colon <= 0 || colon == text.length() - 1 || text.indexOf(':', colon + 1) >= 0) {
      throw new IllegalArgumentException(
          "`%s` is not an action; write `service:Name`".formatted(text));
    }
  }

  public Action(String service, String name) {
    this(service + ':' + name);
  }

  /** Reads {@code service:Name}. */
  public static Action parse(String text) {
    return new Action(text);
  }

  public String service() {
    return text.substring(0, colon);
  }

  public String name() {
    return text.substring(colon + 1);
  }

  /**
   * The whole action with small letters for the capitals of ASCII: equal for actions that compare
   * so.
   */
  public String folded() {
    return folded;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Action action && action.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
