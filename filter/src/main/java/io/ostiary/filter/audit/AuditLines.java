package io.ostiary.filter.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of JSON on their way to where they are kept, written as bytes and digested where they
 * stand. All of it is ASCII: every control character and whatever is not ASCII is escaped. Used
 * again and again, by one thread at a time.
 */
final class AuditLines {
  /** The longest text of one member, in characters; what is beyond is cut. */
  static final int TEXT_LIMIT = 2_048;

  /** The length of SHA-256, in bytes. */
  static final int DIGEST = 32;

  private static final int FIRST = 16 * 1024;

  /** What is longer is not kept for the next lines. */
  private static final int LONGEST_KEPT = 1024 * 1024;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  /** An escaped character, {@code \u001F}. */
  private static final int LONGEST_ESCAPE = 6;

  /** The digits of the largest number, and a sign. */
  private static final int LONGEST_NUMBER = 20;

  private static final boolean[] PLAIN = plain();

  /** A member of many lines, always the same. It never stands first. */
  interface Part {
    void write(AuditLines json);
  }

  /** What was written of a part. */
  private static final class Written {
    private final Part part;
    private final byte[] bytes;

    private Written(Part part, byte[] bytes) {
      this.part = part;
      this.bytes = bytes;
    }
  }

  private final MessageDigest sha256 = sha256();

  /** Parts written lately, by what they are and not what they hold. */
  private final @Nullable Written[] recent = new Written[128];

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
    line = 0;
    sha256.reset(); // of a line that was never ended
    if (bytes.length > LONGEST_KEPT) {
      bytes = new byte[FIRST];
    }
    return this;
  }

  /** Opens an object or array that stands by itself. */
  AuditLines open(char bracket) {
    separate();
    return put(bracket);
  }

  /** Opens an object or array that is a member. */
  AuditLines open(String member, char bracket) {
    return name(member).put(bracket);
  }

  AuditLines close(char bracket) {
    return put(bracket);
  }

  /** Takes away the bracket that was closed last, to add something before it. */
  AuditLines reopen() {
    length--;
    return this;
  }

  /** A text; null where nobody knows it, since no event may be the end of those beside it. */
  AuditLines member(String member, @Nullable String text) {
    return text == null ? name(member).ascii("null") : name(member).quoted(text);
  }

  AuditLines member(String member, long number) {
    return name(member).number(number);
  }

  AuditLines member(String member, boolean value) {
    return name(member).ascii(value ? "true" : "false");
  }

  /** A member whose value is a digest, in hexadecimal. */
  AuditLines member(String member, byte[] digest) {
    name(member).put('"');
    reserve(2 * digest.length);
    for (byte octet : digest) {
      bytes[length++] = HEX[octet >> 4 & 0xf];
      bytes[length++] = HEX[octet & 0xf];
    }
    return put('"');
  }

  /** A member whose name may be anything. */
  AuditLines anyMember(String member, String text) {
    separate();
    return quoted(member).put(':').quoted(text);
  }

  /** A part, which is copied if it was written lately. */
  AuditLines again(Part part) {
    int place = System.identityHashCode(part) & (recent.length - 1);
    Written known = recent[place];
    if (known == null || known.part != part) {
      int start = length;
      part.write(this);
      recent[place] = new Written(part, Arrays.copyOfRange(bytes, start, length));
      return this;
    }
    reserve(known.bytes.length);
    System.arraycopy(known.bytes, 0, bytes, length, known.bytes.length);
    length += known.bytes.length;
    return this;
  }

  /** A text in an array. */
  AuditLines item(String text) {
    separate();
    return quoted(text);
  }

  /** A name of ours, which needs no escape. */
  private AuditLines name(String member) {
    separate();
    reserve(member.length() + 3);
    bytes[length++] = '"';
    copy(member, member.length());
    bytes[length++] = '"';
    bytes[length++] = ':';
    return this;
  }

  private void separate() {
    if (length > line && bytes[length - 1] != '{' && bytes[length - 1] != '[') {
      put(',');
    }
  }

  private AuditLines quoted(String text) {
    int end = Math.min(text.length(), TEXT_LIMIT);
    reserve(end + 2);
    bytes[length++] = '"';
    int plain = 0;
    while (plain < end && isPlain(text.charAt(plain))) {
      plain++;
    }
    copy(text, plain);
    for (int at = plain; at < end; at++) {
      escaped(text.charAt(at));
    }
    return (end < text.length() ? ascii("...") : this).put('"');
  }

  private static boolean isPlain(char c) {
    return c < PLAIN.length && PLAIN[c];
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[0x7f];
    Arrays.fill(plain, ' ', plain.length, true);
    plain['"'] = false;
    plain['\\'] = false;
    return plain;
  }

  private void escaped(char c) {
    if (isPlain(c)) {
      put(c);
      return;
    }
    reserve(LONGEST_ESCAPE);
    bytes[length++] = '\\';
    int letter = "\"\\\b\t\n\f\r".indexOf(c);
    if (letter >= 0) {
      bytes[length++] = (byte) "\"\\btnfr".charAt(letter);
      return;
    }
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = UPPER_HEX[c >> shift & 0xf];
    }
  }

  private AuditLines number(long number) {
    reserve(LONGEST_NUMBER);
    if (number < 0) {
      return ascii(Long.toString(number));
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    length += digits;
    long rest = number;
    for (int at = length - 1; digits > 0; digits--, rest /= 10) {
      bytes[at--] = (byte) ('0' + rest % 10);
    }
    return this;
  }

  private AuditLines ascii(String text) {
    reserve(text.length());
    copy(text, text.length());
    return this;
  }

  // Deprecated because it keeps the low octet of each character only: here there is no other, and
  // it is the one way to copy a text without making an array for it.
  @SuppressWarnings("deprecation")
  private void copy(String ascii, int end) {
    ascii.getBytes(0, end, bytes, length);
    length += end;
  }

  private AuditLines put(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** Ends the line. */
  AuditLines end() {
    put('\n');
    line = length;
    return this;
  }

  /**
   * Ends the line.
   *
   * @return SHA-256 of it without its end
   */
  byte[] endDigested() {
    sha256.update(bytes, line, length - line);
    end();
    byte[] digest = new byte[DIGEST];
    try {
      sha256.digest(digest, 0, DIGEST);
    } catch (DigestException impossible) {
      throw new IllegalStateException("SHA-256 has 32 bytes", impossible);
    }
    return digest;
  }

  /** All lines. */
  ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }
}
