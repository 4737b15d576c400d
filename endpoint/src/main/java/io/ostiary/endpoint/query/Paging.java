package io.ostiary.endpoint.query;

import java.util.Optional;

/**
 * Which page of a listing is asked for.
 *
 * @param marker where the page before it ended; none for the first
 */
record Paging(int maxItems, Optional<String> marker) {
  private static final int DEFAULT = 100;
  private static final int MOST = 1000;
  private static final Text MARKER =
      Text.of(1, 320, "[\\u0020-\\u00FF]+", c -> c >= 0x20 && c <= 0xFF);

  /** The same with fewer members if more are asked for than may be. */
  Paging atMost(int most) {
    return new Paging(Math.min(maxItems, most), marker);
  }

  static Paging read(Parameters in) {
    return new Paging(
        in.optionalInteger("MaxItems", 1, MOST).orElse(DEFAULT), in.optionalText("Marker", MARKER));
  }
}
