package io.ostiary.policy.condition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates as policies write them: the W3C profile of ISO 8601 ({@code 2026}, {@code 2026-03},
 * {@code 2026-03-01}, {@code 2026-03-01T13:00+01:00}, with seconds and fractions down to the
 * nanosecond, {@code Z} or an offset being required with a time), or seconds since 1970 in any
 * number of digits but four. What is not said is the first of its kind, in UTC.
 *
 * @see <a href="https://www.w3.org/TR/NOTE-datetime">Date and Time Formats</a>
 */
final class W3cDate {
  private static final int YEAR_DIGITS = 4;
  private static final int MAX_EPOCH_DIGITS = 12;
  private static final int MAX_FRACTION_DIGITS = 9;

  private final String text;
  private int at;

  private W3cDate(String text) {
    this.text = text;
  }

  /** The instant, or null if the text is no date. */
  static @Nullable Instant parse(String text) {
    try {
      W3cDate reader = new W3cDate(text);
      return reader.isEpoch() ? reader.epoch() : reader.date();
    } catch (DateTimeException notADate) {
      return null;
    }
  }

  private boolean isEpoch() {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(i)) {
        return false;
      }
    }
    return text.length() != YEAR_DIGITS && !text.isEmpty() && text.length() <= MAX_EPOCH_DIGITS;
  }

  private Instant epoch() {
    return Instant.ofEpochSecond(Long.parseLong(text));
  }

  private Instant date() {
    int year = digits(YEAR_DIGITS);
    int month = take('-') ? digits(2) : 1;
    int day = at > YEAR_DIGITS && take('-') ? digits(2) : 1;
    LocalDate date = LocalDate.of(year, month, day);
    if (at == text.length()) {
      return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    if (at < "2026-03-01".length()) {
      throw new DateTimeException("a time needs a day");
    }
    require('T');
    LocalTime time = time();
    Instant instant = LocalDateTime.of(date, time).toInstant(offset());
    if (at != text.length()) {
      throw new DateTimeException("more after the offset");
    }
    return instant;
  }

  private LocalTime time() {
    int hour = digits(2);
    require(':');
    int minute = digits(2);
    int second = 0;
    int nano = 0;
    if (take(':')) {
      second = digits(2);
      if (take('.')) {
        nano = fraction();
      }
    }
    return LocalTime.of(hour, minute, second, nano);
  }

  private int fraction() {
    int start = at;
    int nano = 0;
    while (isDigit(at) && at - start < MAX_FRACTION_DIGITS) {
      nano = nano * 10 + (text.charAt(at) - '0');
      at++;
    }
    if (at == start) {
      throw new DateTimeException("no digits after the point");
    }
    for (int digits = at - start; digits < MAX_FRACTION_DIGITS; digits++) {
      nano *= 10;
    }
    return nano;
  }

  private ZoneOffset offset() {
    if (take('Z')) {
      return ZoneOffset.UTC;
    }
    int sign = take('-') ? -1 : 1;
    if (sign > 0) {
      require('+');
    }
    int hours = digits(2);
    require(':');
    return ZoneOffset.ofHoursMinutes(sign * hours, sign * digits(2));
  }

  private int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      if (!isDigit(at)) {
        throw new DateTimeException("not a digit");
      }
      value = value * 10 + (text.charAt(at) - '0');
      at++;
    }
    return value;
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private boolean take(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  private void require(char wanted) {
    if (!take(wanted)) {
      throw new DateTimeException("not a date");
    }
  }
}
