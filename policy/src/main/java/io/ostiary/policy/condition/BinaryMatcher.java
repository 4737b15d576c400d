package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Compares bytes; both the policy and the request write them in base64. */
final class BinaryMatcher implements ValueMatcher {
  private final byte @Nullable [] want;

  private BinaryMatcher(byte @Nullable [] want) {
    this.want = want;
  }

  static BinaryMatcher of(String want) {
    return new BinaryMatcher(decode(want));
  }

  static byte @Nullable [] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  @Override
  public Outcome compare(String have, RequestContext context) {
    byte[] bytes = want == null ? null : decode(have);
    return Outcome.of(want != null && bytes != null && Arrays.equals(want, bytes));
  }
}
