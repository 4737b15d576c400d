package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Compares bytes; both the policy and the request write them in base64 (RFC 4648 §4, padded or
 * not). The request's are decoded one by one, against the policy's.
 */
final class BinaryMatcher implements ValueMatcher {
  private static final int BITS = 6;

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
    return Outcome.of(want != null && encodes(have, want));
  }

  private static boolean encodes(String base64, byte[] bytes) {
    int digits = withoutPadding(base64);
    if (digits < 0 || digits * BITS / Byte.SIZE != bytes.length) {
      return false;
    }
    int bits = 0;
    int pending = 0;
    int next = 0;
    for (int i = 0; i < digits; i++) {
      int digit = digit(base64.charAt(i));
      if (digit < 0) {
        return false;
      }
      bits = (bits << BITS) | digit;
      pending += BITS;
      if (pending >= Byte.SIZE) {
        pending -= Byte.SIZE;
        if ((byte) (bits >> pending) != bytes[next++]) {
          return false;
        }
      }
    }
    return true;
  }

  /** How many digits there are before the padding, or -1 if that is no number of digits. */
  private static int withoutPadding(String base64) {
    int digits = base64.length();
    while (digits > 0 && base64.charAt(digits - 1) == '=') {
      digits--;
    }
    int padding = base64.length() - digits;
    int needed = -digits & 3;
    return needed < 3 && (padding == 0 || padding == needed) ? digits : -1;
  }

  private static int digit(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }
}
