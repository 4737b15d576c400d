package io.ostiary.filter.audit;

import java.time.Instant;

/** Times as {@link Instant#toString} writes them, of which many fall into one second. */
final class AuditTime {
  private static final int LONGEST = 30;
  private static final int MILLI = 1_000_000;
  private static final int MICRO = 1_000;
  private static final int BILLION = 1_000_000_000;

  private record Second(long number, String text) {}

  private static volatile Second latest = new Second(0, Instant.EPOCH.toString());

  private AuditTime() {}

  static String text(Instant time) {
    String whole = second(time.getEpochSecond());
    int nanos = time.getNano();
    if (nanos == 0) {
      return whole;
    }
    int digits = nanos % MILLI == 0 ? 3 : nanos % MICRO == 0 ? 6 : 9;
    String fraction = Integer.toString(BILLION + nanos); // a one, then nine digits
    return new StringBuilder(LONGEST)
        .append(whole, 0, whole.length() - 1)
        .append('.')
        .append(fraction, 1, 1 + digits)
        .append('Z')
        .toString();
  }

  private static String second(long number) {
    Second known = latest;
    if (known.number != number) {
      known = new Second(number, Instant.ofEpochSecond(number).toString());
      latest = known;
    }
    return known.text;
  }
}
