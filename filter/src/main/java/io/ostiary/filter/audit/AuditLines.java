package io.ostiary.filter.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Lines on their way to a file, as bytes that are digested where they stand. Used again and again,
 * by one thread at a time.
 */
final class AuditLines {
  private static final int FIRST = 16 * 1024;

  /** What is longer is not kept for the next lines. */
  private static final int LONGEST_KEPT = 1024 * 1024;

  private final MessageDigest sha256 = sha256();
  private byte[] bytes = new byte[FIRST];
  private int length;
  private int line;

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Begins anew, without lines. */
  AuditLines clear() {
    length = 0;
    if (bytes.length > LONGEST_KEPT) {
      bytes = new byte[FIRST];
    }
    return this;
  }

  /** Begins a line. */
  AuditLines begin() {
    line = length;
    return this;
  }

  AuditLines put(String text) {
    return put(text, text.length());
  }

  /** Adds the beginning of a text. */
  AuditLines put(String text, int end) {
    reserve(end);
    int at = length;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) { // in a line of another origin; ours are ASCII
        return putEncoded(text.substring(0, end));
      }
      bytes[at++] = (byte) c;
    }
    length = at;
    return this;
  }

  private AuditLines putEncoded(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - length <= more) { // the line's end has room, too
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more + 1));
    }
  }

  /**
   * Ends the line.
   *
   * @return SHA-256 of it without its end, in hexadecimal
   */
  String end() {
    sha256.update(bytes, line, length - line);
    reserve(1);
    bytes[length++] = '\n';
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** All lines. */
  ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes, 0, length);
  }
}
