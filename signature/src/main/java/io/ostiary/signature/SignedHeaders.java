package io.ostiary.signature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of the headers that a signature covers: lower-case, ascending, each once.
 *
 * @param text as the canonical request has them, {@code host;x-amz-date}
 */
record SignedHeaders(String text, List<String> names) {
  private static final int MOST = 100;

  /** What is longer is not kept. */
  private static final int LONGEST_KEPT = 512;

  /** Those read lately. Threads may race for a place, which is harmless. */
  private static final @Nullable SignedHeaders[] RECENT = new SignedHeaders[64];

  static SignedHeaders parse(String text) throws SignatureException {
    if (text.length() > LONGEST_KEPT) {
      return parseAnew(text);
    }
    int hash = text.hashCode();
    int place = (hash ^ hash >>> Short.SIZE) & (RECENT.length - 1);
    SignedHeaders known = RECENT[place];
    if (known == null || !known.text.equals(text)) {
      known = parseAnew(text);
      RECENT[place] = known;
    }
    return known;
  }

  private static SignedHeaders parseAnew(String text) throws SignatureException {
    List<String> names = new ArrayList<>(8);
    int from = 0;
    while (from <= text.length()) {
      int semicolon = text.indexOf(';', from);
      int to = semicolon < 0 ? text.length() : semicolon;
      String name = text.substring(from, to);
      if (!HeaderFields.isLowerCaseToken(name)) {
        throw SignatureException.malformed(
            "SignedHeaders must be lower-case header names separated by `;`; number %s is not one"
                .formatted(names.size() + 1));
      }
      if (!names.isEmpty() && names.get(names.size() - 1).compareTo(name) >= 0) {
        throw SignatureException.malformed(
            "SignedHeaders must be in ascending order, each name once; number %s is out of order"
                .formatted(names.size() + 1));
      }
      names.add(name);
      if (names.size() > MOST) {
        throw SignatureException.malformed(
            "SignedHeaders may name at most %s headers".formatted(MOST));
      }
      from = to + 1;
    }
    return new SignedHeaders(text, Collections.unmodifiableList(names));
  }

  /** Whether the header is covered; its name may be in any case. */
  boolean cover(String name) {
    int length = name.length();
    for (int i = 0; i < names.size(); i++) {
      String covered = names.get(i);
      if (covered.length() == length && covered.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
