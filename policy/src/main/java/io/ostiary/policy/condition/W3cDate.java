package io.ostiary.policy.condition;

/**
 * Reads dates as policies write them: the W3C profile of ISO 8601 ({@code 2026}, {@code 2026-03},
 * {@code 2026-03-01}, {@code 2026-03-01T13:00+01:00}, with seconds and fractions down to the
 * nanosecond, {@code Z} or an offset being required with a time), or seconds since 1970 in any
 * number of digits but four, twelve at most. What is not said is the first of its kind, in UTC.
 *
 * <p>An instant is read as two numbers, since one object would be one too many on the path of every
 * request.
 *
 * @see <a href="https://www.w3.org/TR/NOTE-datetime">Date and Time Formats</a>
 */
final class W3cDate {
  /** The second of a text that is no date. */
  static final long NONE = Long.MIN_VALUE;

  private static final int YEAR = "2026".length();
  private static final int MONTH = "2026-03".length();
  private static final int DAY = "2026-03-01".length();
  private static final int MINUTE = "2026-03-01T13:00".length();
  private static final int SECOND = "2026-03-01T13:00:00".length();
  private static final int OFFSET = "+01:00".length();
  private static final int MAX_EPOCH_DIGITS = 12;
  private static final int MAX_FRACTION_DIGITS = 9;
  private static final int MAX_OFFSET_MINUTES = 18 * 60;
  private static final long SECONDS_A_DAY = 24 * 60 * 60;

  private W3cDate() {}

  /** Seconds since 1970 until the second in which the date falls, or {@link #NONE}. */
  static long second(String text) {
    int digits = afterDigits(text, 0);
    if (digits == text.length() && digits != YEAR) {
      return digits > 0 && digits <= MAX_EPOCH_DIGITS ? Long.parseLong(text) : NONE;
    }
    long day = day(text);
    if (day == NONE || text.length() <= DAY) {
      return day == NONE ? NONE : day * SECONDS_A_DAY;
    }
    long second = secondOfDay(text);
    int offset = offsetMinutes(text, afterFraction(text));
    return second < 0 || offset > MAX_OFFSET_MINUTES
        ? NONE
        : day * SECONDS_A_DAY + second - offset * 60L;
  }

  /** The nanoseconds that a date says after its second; 0 if it says none. */
  static int nano(String text) {
    if (text.length() <= SECOND || text.charAt(SECOND) != '.') {
      return 0;
    }
    int end = afterFraction(text);
    int nano = 0;
    for (int i = SECOND + 1; i <= SECOND + MAX_FRACTION_DIGITS; i++) {
      nano = nano * 10 + (i < end ? text.charAt(i) - '0' : 0);
    }
    return nano;
  }

  /** Days since 1970, or {@link #NONE}. */
  private static long day(String text) {
    int length = text.length();
    boolean shaped =
        length == YEAR
            || (length == MONTH && text.charAt(YEAR) == '-')
            || (length >= DAY && text.charAt(YEAR) == '-' && text.charAt(MONTH) == '-');
    int year = shaped ? number(text, 0, YEAR) : -1;
    int month = length > YEAR && shaped ? number(text, YEAR + 1, 2) : 1;
    int day = length > MONTH && shaped ? number(text, MONTH + 1, 2) : 1;
    boolean exists =
        year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
    return exists ? epochDay(year, month, day) : NONE;
  }

  private static int daysIn(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /**
   * Counts from a March, so that the day which leap years add comes last in its year.
   *
   * @see <a href="https://howardhinnant.github.io/date_algorithms.html#days_from_civil">Howard
   *     Hinnant, days_from_civil</a>
   */
  private static long epochDay(int year, int month, int day) {
    int march = month > 2 ? month - 3 : month + 9;
    int marchYear = month > 2 ? year : year - 1;
    int dayOfYear = (153 * march + 2) / 5 + day - 1;
    return 365L * marchYear
        + Math.floorDiv(marchYear, 4)
        - Math.floorDiv(marchYear, 100)
        + Math.floorDiv(marchYear, 400)
        + dayOfYear
        - 719468;
  }

  /**
   * The second after midnight, by the clock that the offset tells of; negative if there is none.
   */
  private static long secondOfDay(String text) {
    if (text.length() <= MINUTE || text.charAt(DAY) != 'T' || text.charAt(DAY + 3) != ':') {
      return -1;
    }
    int hour = number(text, DAY + 1, 2);
    int minute = number(text, DAY + 4, 2);
    int second = text.charAt(MINUTE) == ':' ? number(text, MINUTE + 1, 2) : 0;
    boolean exists =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    return exists ? (hour * 60L + minute) * 60 + second : -1;
  }

  /** Where the offset begins, if the time is well-formed. */
  private static int afterFraction(String text) {
    if (text.length() <= MINUTE || text.charAt(MINUTE) != ':') {
      return MINUTE;
    }
    if (text.length() <= SECOND || text.charAt(SECOND) != '.') {
      return SECOND;
    }
    int end = afterDigits(text, SECOND + 1);
    return end == SECOND + 1 ? text.length() : Math.min(end, SECOND + 1 + MAX_FRACTION_DIGITS);
  }

  /** Minutes ahead of UTC; {@link Integer#MAX_VALUE} unless just an offset is left of the text. */
  private static int offsetMinutes(String text, int at) {
    if (at == text.length() - 1 && text.charAt(at) == 'Z') {
      return 0;
    }
    if (at + OFFSET != text.length() || text.charAt(at + 3) != ':') {
      return Integer.MAX_VALUE;
    }
    char sign = text.charAt(at);
    int hours = number(text, at + 1, 2);
    int minutes = number(text, at + 4, 2);
    int total = hours * 60 + minutes;
    if (hours < 0 || minutes < 0 || minutes > 59 || total > MAX_OFFSET_MINUTES) {
      return Integer.MAX_VALUE;
    }
    return sign == '+' ? total : sign == '-' ? -total : Integer.MAX_VALUE;
  }

  /** The number in some digits, or -1 if one is no digit; the text is long enough. */
  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      char c = i < text.length() ? text.charAt(i) : 'x';
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private static int afterDigits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
