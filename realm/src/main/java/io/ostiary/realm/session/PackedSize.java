package io.ostiary.realm.session;

import io.ostiary.realm.session.SessionException.Code;
import java.nio.charset.StandardCharsets;

/** How much of what may be passed to a session is passed: the policies, ARNs and tags together. */
final class PackedSize {
  /** In bytes of UTF-8. */
  private static final int MOST = 2_048;

  private static final int PERCENT = 100;

  private PackedSize() {}

  /**
   * In percent, above zero if anything is passed.
   *
   * @throws SessionException if it is more than 100
   */
  static int percent(PassedPolicies policies, SessionTags tags) {
    int bytes = policies.inline().map(PackedSize::bytes).orElse(0);
    for (String arn : policies.arns()) {
      bytes += bytes(arn);
    }
    for (var tag : tags.tags().entrySet()) {
      bytes += bytes(tag.getKey()) + bytes(tag.getValue());
    }
    int percent = (bytes * PERCENT + MOST - 1) / MOST;
    if (percent > PERCENT) {
      throw new SessionException(
          Code.PACKED_POLICY_TOO_LARGE,
          "Packed size of session policies and tags consumes %s%% of allotted space."
              .formatted(percent));
    }
    return percent;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
