package io.ostiary.depot.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of an object.
 *
 * @param first counted from 0
 */
record ByteRange(long first, long length) {
  private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /**
   * The range that a header asks for of {@code size} bytes; none if the header is not one range,
   * which HTTP says to ignore (RFC 9110 §14.2).
   */
  static Optional<ByteRange> parse(String header, long size) {
    Matcher form = FORM.matcher(header.strip());
    if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (form.group(1).isEmpty()) {
      long length = Math.min(size, Long.parseLong(form.group(2)));
      return Optional.of(satisfiable(size - length, length, size));
    }
    long first = Long.parseLong(form.group(1));
    long last = form.group(2).isEmpty() ? size - 1 : Long.parseLong(form.group(2));
    if (!form.group(2).isEmpty() && last < first) {
      return Optional.empty();
    }
    return Optional.of(satisfiable(first, Math.min(last, size - 1) - first + 1, size));
  }

  private static ByteRange satisfiable(long first, long length, long size) {
    if (length <= 0 || first >= size) {
      throw S3Error.InvalidRange.because(
          "The requested range is not satisfiable; the object has %s bytes.".formatted(size));
    }
    return new ByteRange(first, length);
  }

  /** As in {@code Content-Range}. */
  String of(long size) {
    return "bytes %s-%s/%s".formatted(first, first + length - 1, size);
  }
}
