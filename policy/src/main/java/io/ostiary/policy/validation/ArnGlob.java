package io.ostiary.policy.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A resource as a policy names it, compared with another: {@code *}, which alone means no
 * particular resource as well, or six globs.
 *
 * @param parts empty for {@code *}
 */
record ArnGlob(List<Glob> parts) {
  private static final int PARTS = 6;

  /** Reads a resource; empty if it is no ARN and so matches nothing. */
  static Optional<ArnGlob> of(String text, boolean variables) {
    if (text.equals("*")) {
      return Optional.of(new ArnGlob(List.of()));
    }
    List<String> texts = split(text);
    if (texts.size() < PARTS && !text.endsWith("*")) {
      return Optional.empty();
    }
    while (texts.size() < PARTS) {
      texts.add("*");
    }
    List<Glob> parts = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      parts.add(Glob.of(texts.get(i), variables && i == PARTS - 1));
    }
    return Optional.of(new ArnGlob(parts));
  }

  /** The parts of an ARN, fewer than six if it breaks off. */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>(PARTS);
    int start = 0;
    int colon = text.indexOf(':');
    while (colon >= 0 && parts.size() < PARTS - 1) {
      parts.add(text.substring(start, colon));
      start = colon + 1;
      colon = text.indexOf(':', start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  boolean everything() {
    return parts.isEmpty();
  }

  boolean covers(ArnGlob other, Effort effort) {
    if (everything() || other.everything()) {
      return everything();
    }
    for (int i = 0; i < PARTS; i++) {
      if (!parts.get(i).covers(other.parts.get(i), effort)) {
        return false;
      }
    }
    return true;
  }

  boolean meets(ArnGlob other, Effort effort) {
    if (everything() || other.everything()) {
      return true;
    }
    for (int i = 0; i < PARTS; i++) {
      if (!parts.get(i).meets(other.parts.get(i), effort)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the last part matches all that another's does, whatever partition, region and account.
   */
  boolean coversLastPart(ArnGlob other, Effort effort) {
    return !everything()
        && !other.everything()
        && parts.get(PARTS - 1).covers(other.parts.get(PARTS - 1), effort);
  }
}
