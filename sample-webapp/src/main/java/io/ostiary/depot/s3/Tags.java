package io.ostiary.depot.s3;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads an object's tags: at most ten, keys of at most 128 and values of at most 256 characters.
 */
final class Tags {
  private static final int MOST = 10;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  private final Map<String, String> tags = new LinkedHashMap<>();

  private Tags() {}

  /** From the header {@code x-amz-tagging}, written like a query. */
  static Map<String, String> ofHeader(String header) {
    Tags read = new Tags();
    for (String pair : header.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        read.add(
            Query.decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : Query.decode(pair.substring(equals + 1)));
      }
    }
    return read.tags;
  }

  /** From the document {@code Tagging}. */
  static Map<String, String> of(XmlElement tagging) {
    Tags read = new Tags();
    for (XmlElement set : tagging.children("TagSet")) {
      for (XmlElement tag : set.children("Tag")) {
        read.add(tag.requiredText("Key"), tag.requiredText("Value"));
      }
    }
    return read.tags;
  }

  private void add(String key, String value) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw S3Error.InvalidTag.because(
          "The key of a tag has 1 to %s characters, not %s.".formatted(LONGEST_KEY, key.length()));
    }
    if (value.length() > LONGEST_VALUE) {
      throw S3Error.InvalidTag.because(
          "The value of a tag has up to %s characters, not %s."
              .formatted(LONGEST_VALUE, value.length()));
    }
    if (tags.putIfAbsent(key, value) != null) {
      throw S3Error.InvalidTag.because("Cannot provide multiple Tags with the same key.");
    }
    if (tags.size() > MOST) {
      throw S3Error.InvalidTag.because("An object has at most %s tags.".formatted(MOST));
    }
  }
}
