package io.ostiary.realm.directory;

import io.ostiary.policy.request.RequestContext;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules for tags. */
final class Tags {
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;
  private static final String RESERVED_PREFIX = "aws:";
  private static final String PUNCTUATION = "_.:/=+-@";

  private Tags() {}

  /** The tags of something new. */
  static Map<String, String> checked(Map<String, String> tags, Quota quota, Quotas quotas) {
    quotas.requireWithin(quota, tags.size());
    return checked(tags);
  }

  static Map<String, String> checked(Map<String, String> tags) {
    Set<String> folded = new HashSet<>();
    tags.forEach(
        (key, value) -> {
          checkedKey(key);
          Names.length("tags.value", value, 0, LONGEST_VALUE);
          requireTagCharacters("tags.value", value);
          if (!folded.add(fold(key))) {
            throw Refusal.invalid(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
          }
        });
    return tags;
  }

  static String checkedKey(String key) {
    Names.length("tags.key", key, 1, LONGEST_KEY);
    requireTagCharacters("tags.key", key);
    if (fold(key).startsWith(RESERVED_PREFIX)) {
      throw Refusal.invalid("Tag keys that begin with aws: are reserved; choose another prefix.");
    }
    return key;
  }

  /** A copy of some tags without those of some keys, whose case does not matter. */
  static Map<String, String> without(Map<String, String> tags, Set<String> keys) {
    Set<String> folded = keys.stream().map(Tags::fold).collect(Collectors.toSet());
    Map<String, String> left = new LinkedHashMap<>(tags);
    left.keySet().removeIf(key -> folded.contains(fold(key)));
    return left;
  }

  /** As policies compare them, so that no key is another one to a policy than it is here. */
  private static String fold(String key) {
    return RequestContext.fold(key);
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
