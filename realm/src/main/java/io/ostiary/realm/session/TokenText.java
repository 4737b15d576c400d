package io.ostiary.realm.session;

import io.ostiary.realm.authentication.Session.Use;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A token's text, and what it is shown for: by this its session is found again. Its end, which is
 * part of the seal and so as good as random, says where to look; then the whole text is compared,
 * in a time that does not tell where two texts differ. A digest of the whole takes longer.
 */
final class TokenText {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Odd, and of bits without a pattern: spreads the few bits that a character has. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final Use use;
  private final byte[] text;

  private TokenText(Use use, byte[] text) {
    this.use = use;
    this.text = text;
  }

  /** That of a text; no token has characters other than ASCII's, which become one that none has. */
  static TokenText of(String token, Use use) {
    return new TokenText(use, token.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenText that && use == that.use && areSame(text, that.text);
  }

  private static boolean areSame(byte[] one, byte[] other) {
    if (one.length != other.length) {
      return false;
    }
    long differing = 0;
    int at = 0;
    for (; at <= one.length - Long.BYTES; at += Long.BYTES) {
      differing |= (long) LONG.get(one, at) ^ (long) LONG.get(other, at);
    }
    for (; at < one.length; at++) {
      differing |= one[at] ^ other[at];
    }
    return differing == 0;
  }

  @Override
  public int hashCode() {
    if (text.length < Long.BYTES) {
      return 0;
    }
    long end = (long) LONG.get(text, text.length - Long.BYTES);
    return (int) ((end * SPREAD) >>> Integer.SIZE);
  }

  /** Shows nothing of it: where a token alone is a credential, it is one. */
  @Override
  public String toString() {
    return "TokenText";
  }
}
