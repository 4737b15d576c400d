package io.ostiary.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The time of a signature, to the second.
 *
 * @param text {@code yyyymmddThhmmssZ}, as the string to sign has it
 */
record Timestamp(String text, Instant instant) {
  private static final int LENGTH = 16;
  private static final int RFC_1123_LENGTH = 29;

  /** Those read lately, by minute and second. Threads may race for a place, which is harmless. */
  private static final @Nullable Timestamp[] RECENT = new Timestamp[64];

  /** {@code yyyymmdd}, which the credential scope repeats. */
  String date() {
    return text.substring(0, 8);
  }

  /** Whether it is of this {@link #date}. */
  boolean isOn(String date) {
    return date.length() == 8 && text.startsWith(date);
  }

  /** Reads ISO 8601's basic form: ASCII digits, a real date, UTC. */
  static Timestamp parseBasic(String where, String text) throws SignatureException {
    if (!hasBasicShape(text)) {
      throw notADate(where);
    }
    int place = number(text, 11, 15) & (RECENT.length - 1);
    Timestamp known = RECENT[place];
    if (known == null || !known.text.equals(text)) {
      known = new Timestamp(text, basic(where, text));
      RECENT[place] = known;
    }
    return known;
  }

  private static Instant basic(String where, String text) throws SignatureException {
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(text, 0, 4),
              number(text, 4, 6),
              number(text, 6, 8),
              number(text, 9, 11),
              number(text, 11, 13),
              number(text, 13, 15));
      return time.toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw notADate(where);
    }
  }

  /** Reads the {@code Date} field: the basic form or RFC 1123's with {@code GMT}. */
  static Timestamp parseDateField(String text) throws SignatureException {
    if (text.length() != RFC_1123_LENGTH) {
      return parseBasic("Date", text);
    }
    try {
      ZonedDateTime time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      if (!text.endsWith(" GMT")) {
        throw notADate("Date");
      }
      return new Timestamp(format(time.toInstant()), time.toInstant());
    } catch (DateTimeException e) {
      throw notADate("Date");
    }
  }

  static String format(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(LENGTH);
    digits(text, time.getYear(), 4);
    digits(text, time.getMonthValue(), 2);
    digits(text, time.getDayOfMonth(), 2).append('T');
    digits(text, time.getHour(), 2);
    digits(text, time.getMinute(), 2);
    return digits(text, time.getSecond(), 2).append('Z').toString();
  }

  static boolean isDate(String text) {
    return text.length() == 8 && areDigits(text, 0, 8);
  }

  private static boolean hasBasicShape(String text) {
    return text.length() == LENGTH
        && areDigits(text, 0, 8)
        && text.charAt(8) == 'T'
        && areDigits(text, 9, 15)
        && text.charAt(15) == 'Z';
  }

  private static boolean areDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  private static StringBuilder digits(StringBuilder text, int number, int width) {
    for (int power = width == 4 ? 1000 : 10; power > 0; power /= 10) {
      text.append((char) ('0' + number / power % 10));
    }
    return text;
  }

  private static SignatureException notADate(String where) {
    return SignatureException.malformed(
        "%s must be a time in UTC of the form `yyyymmddThhmmssZ`, such as `20261121T002000Z`%s"
            .formatted(where, where.equals("Date") ? ", or that of RFC 1123 with `GMT`" : ""));
  }
}
