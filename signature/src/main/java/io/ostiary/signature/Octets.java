package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** A growing run of octets to be hashed. Each thread keeps a small array for its next one. */
final class Octets {
  private static final int KEPT = 8 * 1024;
  private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);

  // Only an array is kept, so that a thread of a server pins no application's loader.
  private static final ThreadLocal<byte[]> SPARE = ThreadLocal.withInitial(() -> new byte[KEPT]);

  private byte[] array;
  private int length;

  private Octets(byte[] array) {
    this.array = array;
  }

  /** On the thread's kept array: one at a time, and not across a call to foreign code. */
  static Octets borrowed() {
    return new Octets(SPARE.get());
  }

  static Octets own() {
    return new Octets(new byte[256]);
  }

  Octets clear() {
    length = 0;
    return this;
  }

  Octets put(char c) {
    if (length == array.length) {
      array = Arrays.copyOf(array, 2 * length);
    }
    array[length++] = (byte) c;
    return this;
  }

  /** Adds a text of which no character is above U+00FF. */
  Octets put(String text) {
    return put(text, 0, text.length());
  }

  // Deprecated because it keeps the low octet of each character only: here there is no other, and
  // it is the one way to copy a text without making an array for it.
  /** Adds a part of such a text. */
  @SuppressWarnings("deprecation")
  Octets put(String text, int from, int to) {
    int size = to - from;
    if (array.length - length < size) {
      array = Arrays.copyOf(array, Math.max(2 * array.length, length + size));
    }
    text.getBytes(from, to, array, length);
    length += size;
    return this;
  }

  Octets putHex(byte[] bytes) {
    if (array.length - length < 2 * bytes.length) {
      array = Arrays.copyOf(array, 2 * array.length);
    }
    for (byte octet : bytes) {
      array[length++] = HEX[(octet >> 4) & 0xF];
      array[length++] = HEX[octet & 0xF];
    }
    return this;
  }

  byte[] sha256() {
    return Sha256.of(array, length);
  }

  boolean isSignedBy(SigningKey key, String signature) {
    return key.verifies(array, length, signature);
  }

  @Override
  public String toString() {
    return new String(array, 0, length, ISO_8859_1);
  }
}
