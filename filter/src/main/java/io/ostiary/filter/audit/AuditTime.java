package io.ostiary.filter.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as {@link Instant#toString} writes them, of which many fall into one second. */
final class AuditTime {
  private static final int LONGEST = 30;
  private static final int MILLI = 1_000_000;
  private static final int MICRO = 1_000;
  private static final int BILLION = 1_000_000_000;

  private record Second(long number, String text) {}

  /** By their last digits. Threads may race for a place, which is harmless. */
  private static final @Nullable Second[] RECENT = new Second[64];

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
    int place = (int) number & (RECENT.length - 1);
    Second known = RECENT[place];
    if (known == null || known.number != number) {
      known = new Second(number, Instant.ofEpochSecond(number).toString());
      RECENT[place] = known;
    }
    return known.text;
  }
}
