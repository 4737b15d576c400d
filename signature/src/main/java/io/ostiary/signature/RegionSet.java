package io.ostiary.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The regions that a signature of version 4A is good for: names, in which {@code *} stands for any
 * characters.
 */
record RegionSet(List<String> patterns) {
  private static final int MOST = 16;
  private static final int LONGEST = 64;

  /** Reads {@code X-Amz-Region-Set}; null for an algorithm that has the region in its scope. */
  static @Nullable RegionSet of(SignatureAlgorithm algorithm, @Nullable String text)
      throws SignatureException {
    if (algorithm == SignatureAlgorithm.HMAC) {
      return null;
    }
    List<String> patterns = new ArrayList<>(1);
    int from = 0;
    while (text != null && from <= text.length()) {
      int comma = text.indexOf(',', from);
      int end = comma < 0 ? text.length() : comma;
      String pattern = HeaderFields.trim(text.substring(from, end));
      if (!isPattern(pattern) || patterns.size() == MOST) {
        throw malformed();
      }
      patterns.add(pattern);
      from = end + 1;
    }
    if (patterns.isEmpty()) {
      throw malformed();
    }
    return new RegionSet(List.copyOf(patterns));
  }

  private static SignatureException malformed() {
    return SignatureException.malformed(
        "A signature of version 4A needs X-Amz-Region-Set: at most %s names of regions separated by commas, in which `*` may stand for any characters"
            .formatted(MOST));
  }

  private static boolean isPattern(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && c != '-' && c != '*') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST;
  }

  /** The region, if there is but one. */
  Optional<String> single() {
    String first = patterns.get(0);
    return patterns.size() == 1 && first.indexOf('*') < 0 ? Optional.of(first) : Optional.empty();
  }

  /** Whether one of these regions is in the set; {@code *} among them is any. */
  boolean admits(Set<String> regions) {
    if (regions.contains("*")) {
      return true;
    }
    for (String region : regions) {
      for (String pattern : patterns) {
        if (matches(pattern, region)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean matches(String pattern, String text) {
    int at = 0;
    int star = -1;
    int retry = 0;
    int i = 0;
    while (i < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        retry = i;
      } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(i)) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++retry;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  @Override
  public String toString() {
    return String.join(",", patterns);
  }
}
