package io.ostiary.realm.credential;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;

/** Bytes that nothing shows: no accessor, no text form, wiped after use. */
final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over; the caller forgets it. */
  static SecretBytes of(byte[] bytes) {
    return new SecretBytes(bytes);
  }

  static SecretBytes of(String text) {
    return new SecretBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  static SecretBytes random(int length, SecureRandom random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new SecretBytes(bytes);
  }

  /** Lends the bytes to a computation, which keeps nothing of them. */
  <R> R lend(Function<byte[], R> computation) {
    return computation.apply(bytes);
  }

  @Override
  public String toString() {
    return "SecretBytes";
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
