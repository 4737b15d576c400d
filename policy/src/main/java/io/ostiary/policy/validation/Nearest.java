package io.ostiary.policy.validation;

import io.ostiary.policy.request.RequestContext;
import java.util.Collection;
import java.util.Optional;

/** The name that an author may have meant who wrote another. */
final class Nearest {
  private static final int LONGEST = 100;

  private Nearest() {}

  /** The candidate that takes the fewest changes, if they are few; case does not count. */
  static Optional<String> to(String written, Collection<String> candidates, Effort effort) {
    String folded = RequestContext.fold(written);
    String nearest = null;
    int fewest = Math.max(1, folded.length() / 3) + 1;
    for (String candidate : candidates) {
      if (folded.length() > LONGEST
          || !effort.allows((long) folded.length() * candidate.length())) {
        return Optional.empty();
      }
      int changes = changes(folded, RequestContext.fold(candidate));
      boolean earlier = nearest != null && changes == fewest && candidate.compareTo(nearest) < 0;
      if (changes < fewest || earlier) {
        nearest = candidate;
        fewest = changes;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Levenshtein's distance. */
  private static int changes(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
