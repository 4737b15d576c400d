package io.ostiary.federation.claim;

import io.ostiary.realm.authentication.FederationException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a token or assertion asks for its session: tags and a source identity, within STS's limits.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">Session
 *     tags</a>
 */
public record SessionWishes(
    Map<String, String> tags, Set<String> transitiveKeys, Optional<String> sourceIdentity) {
  private static final int MOST_TAGS = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;
  private static final String RESERVED = "aws:";
  private static final String TAG_PUNCTUATION = "_.:/=+-@";
  private static final String NAME_PUNCTUATION = "_+=,.@-";
  private static final int SHORTEST_NAME = 2;
  private static final int LONGEST_NAME = 64;

  public SessionWishes {
    tags = new LinkedHashMap<>(tags);
    transitiveKeys = new LinkedHashSet<>(transitiveKeys);
  }

  /** Takes these if they keep to the limits. */
  public static SessionWishes checked(
      Checks checks,
      Map<String, String> tags,
      Set<String> transitiveKeys,
      Optional<String> sourceIdentity)
      throws FederationException {
    checks.require(
        "session tags", "at most " + MOST_TAGS, tags.size() + " tags", tags.size() <= MOST_TAGS);
    Set<String> folded = new HashSet<>();
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String key = tag.getKey();
      checks.require(
          "session tag key",
          "1 to 128 letters, digits, spaces and `_.:/=+-@`, without the prefix `aws:`",
          key,
          isWithin(key, 1, LONGEST_KEY) && isTagText(key) && !fold(key).startsWith(RESERVED));
      checks.require("session tag key", "each once, whatever its case", key, folded.add(fold(key)));
      checks.require(
          "session tag " + key,
          "at most 256 letters, digits, spaces and `_.:/=+-@`",
          tag.getValue(),
          isWithin(tag.getValue(), 0, LONGEST_VALUE) && isTagText(tag.getValue()));
    }
    checks.require(
        "transitive tag keys",
        "keys of session tags",
        transitiveKeys,
        covers(tags, transitiveKeys));
    if (sourceIdentity.isPresent()) {
      checks.require(
          "source identity",
          "2 to 64 of letters, digits and `_+=,.@-`",
          sourceIdentity.get(),
          isName(sourceIdentity.get()));
    }
    return new SessionWishes(tags, transitiveKeys, sourceIdentity);
  }

  /** Whether a text may name a session or a source identity. */
  public static boolean isName(String text) {
    return isWithin(text, SHORTEST_NAME, LONGEST_NAME)
        && text.chars()
            .allMatch(
                c ->
                    (c < 0x80 && Character.isLetterOrDigit(c)) || NAME_PUNCTUATION.indexOf(c) >= 0);
  }

  private static boolean covers(Map<String, String> tags, Set<String> keys) {
    return tags.keySet().containsAll(keys);
  }

  private static boolean isWithin(String text, int least, int most) {
    int length = text.codePointCount(0, text.length());
    return length >= least && length <= most;
  }

  private static boolean isTagText(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                Character.isLetterOrDigit(c)
                    || Character.getType(c) == Character.SPACE_SEPARATOR
                    || TAG_PUNCTUATION.indexOf(c) >= 0);
  }

  private static String fold(String key) {
    return key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
