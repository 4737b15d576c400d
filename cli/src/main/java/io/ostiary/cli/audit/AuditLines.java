package io.ostiary.cli.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Follows the chain of audit lines through files: each line ends with its number as {@code
 * sequence} and the SHA-256 of the line before, without its end, as {@code previous}.
 */
public final class AuditLines {
  private static final String BEFORE_NUMBER = ",\"sequence\":";
  private static final String BEFORE_DIGEST = ",\"previous\":\"";
  private static final String END = "\"}";
  private static final int DIGEST_LENGTH = 64;
  private static final int LONGEST_NUMBER = 18;
  private static final int LONGEST_LINE = 16 << 20;
  private static final String OF_NOTHING = "0".repeat(DIGEST_LENGTH);

  private long first;
  private long last;
  private String digest = "";
  private String place = "";

  /** The chain is broken; the message says at which line of which file, and how. */
  public static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Reads on through a file. What stands after its last line end is not looked at: a server may be
   * writing it.
   */
  public void read(InputStream file, String name) throws IOException, BrokenException {
    InputStream in = new BufferedInputStream(file);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int number = 1;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        follow(line.toByteArray(), name + ':' + number);
        line.reset();
        number++;
      } else {
        line.write(c);
        if (line.size() > LONGEST_LINE) {
          throw none(name + ':' + number);
        }
      }
    }
  }

  private void follow(byte[] bytes, String here) throws BrokenException {
    String line = new String(bytes, StandardCharsets.ISO_8859_1);
    int number = line.lastIndexOf(BEFORE_NUMBER);
    int previous = line.lastIndexOf(BEFORE_DIGEST);
    boolean formed =
        number > 0
            && previous > number
            && line.endsWith(END)
            && line.length() == previous + BEFORE_DIGEST.length() + DIGEST_LENGTH + END.length();
    if (!formed) {
      throw none(here);
    }
    String sequence = line.substring(number + BEFORE_NUMBER.length(), previous);
    if (sequence.isEmpty()
        || sequence.length() > LONGEST_NUMBER
        || !sequence.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw none(here);
    }
    int from = previous + BEFORE_DIGEST.length();
    follow(Long.parseLong(sequence), line.substring(from, from + DIGEST_LENGTH), here);
    digest = sha256(bytes);
  }

  private void follow(long sequence, String previous, String here) throws BrokenException {
    if (last > 0 && sequence != last + 1) {
      throw new BrokenException(
          "%s: number %d comes after number %d; lines were left out or put in"
              .formatted(here, sequence, last));
    }
    if (last > 0 && !previous.equals(digest)) {
      throw new BrokenException(
          "%s: was changed, since the line after it, %s, holds another digest of it"
              .formatted(place, here));
    }
    if (sequence == 1 && !previous.equals(OF_NOTHING)) {
      throw new BrokenException(here + ": is the first, but names one before it");
    }
    first = first == 0 ? sequence : first;
    last = sequence;
    place = here;
  }

  private static BrokenException none(String here) {
    return new BrokenException(here + ": is no line of an audit's chain");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** What was found, in one line. */
  public String summary() {
    return last == 0
        ? "there is no line"
        : "lines %d to %d are unbroken; the last has the digest %s".formatted(first, last, digest);
  }
}
