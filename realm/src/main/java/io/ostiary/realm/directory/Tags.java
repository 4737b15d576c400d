package io.ostiary.realm.directory;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rules for tags. */
final class Tags {
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;
  private static final String RESERVED_PREFIX = "aws:";
  private static final String PUNCTUATION = "_.:/=+-@";

  private Tags() {}

  static Map<String, String> checked(Map<String, String> tags, Quota quota, Quotas quotas) {
    quotas.requireWithin(quota, tags.size());
    Set<String> folded = new HashSet<>();
    tags.forEach(
        (key, value) -> {
          Names.length("tags.key", key, 1, LONGEST_KEY);
          Names.length("tags.value", value, 0, LONGEST_VALUE);
          requireTagCharacters("tags.key", key);
          requireTagCharacters("tags.value", value);
          String fold = key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
          if (fold.startsWith(RESERVED_PREFIX)) {
            throw Refusal.invalid(
                "Tag keys that begin with aws: are reserved; choose another prefix.");
          }
          if (!folded.add(fold)) {
            throw Refusal.invalid(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
          }
        });
    return tags;
  }

  private static void requireTagCharacters(String member, String text) {
    if (!text.codePoints().allMatch(Tags::isTagCharacter)) {
      throw Refusal.violated(
          member, "satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
    }
  }

  private static boolean isTagCharacter(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> PUNCTUATION.indexOf(c) >= 0;
    };
  }
}
