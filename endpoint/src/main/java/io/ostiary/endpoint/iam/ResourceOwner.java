package io.ostiary.endpoint.iam;

import io.ostiary.policy.request.Arn;
import io.ostiary.policy.request.Resource;
import java.util.Optional;

/** Whose a simulated resource is: of the account in its ARN, else of the one that is said. */
final class ResourceOwner {
  private static final int ACCOUNT_DIGITS = 12;

  private ResourceOwner() {}

  /** Reads {@code ResourceOwner}: the ARN of an account, or its twelve digits. */
  static String parse(String text) {
    if (isAccount(text)) {
      return text;
    }
    String[] parts = text.split(":", -1);
    boolean root =
        parts.length == 6
            && parts[0].equals("arn")
            && parts[2].equals("iam")
            && parts[5].equals("root")
            && isAccount(parts[4]);
    if (!root) {
      throw Refusals.invalid(
          ("'%s' is not a valid as a Resource Owner; write arn:aws:iam::ACCOUNT:root or the twelve"
                  + " digits")
              .formatted(text));
    }
    return parts[4];
  }

  /** The account in a resource's ARN. */
  static Optional<String> in(String resource) {
    if (resource.equals(Resource.NONE)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Arn.parse(resource).account()).filter(ResourceOwner::isAccount);
    } catch (IllegalArgumentException noArn) {
      throw Refusals.invalid(
          "'%s' is not an ARN; ResourceArns takes ARNs, or * alone".formatted(resource));
    }
  }

  static boolean isAccount(String text) {
    return text.length() == ACCOUNT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
