package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.OperationException;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The {@code Tags} of IAM's requests and answers. */
final class Tags {
  private static final int MOST = 50;

  private record Tag(String key, String value) {}

  private Tags() {}

  /** Reads the parameter {@code Tags}; no tags if it is left out. */
  static Map<String, String> read(Parameters in) {
    return byKey(in, in.list("Tags", MOST, Tags::tag));
  }

  /** Reads the parameter {@code Tags}, which must be there. */
  static Map<String, String> readSome(Parameters in) {
    return byKey(in, in.someOf("Tags", MOST, Tags::tag));
  }

  private static Tag tag(Parameters tag) {
    return new Tag(tag.text("Key", Texts.TAG_KEY), tag.text("Value", Texts.TAG_VALUE));
  }

  private static Map<String, String> byKey(Parameters in, List<Tag> tags) {
    Map<String, String> byKey = new LinkedHashMap<>();
    Set<String> folded = new HashSet<>();
    for (Tag tag : tags) {
      if (!folded.add(tag.key().toLowerCase(Locale.ROOT))) {
        in.refuse(
            new OperationException(
                400,
                "InvalidInput",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive."));
      }
      byKey.put(tag.key(), tag.value());
    }
    return byKey;
  }

  /** Writes the element {@code Tags}, sorted by key; nothing if there are none. */
  static void write(XmlWriter xml, Map<String, String> tags) {
    if (!tags.isEmpty()) {
      xml.list("Tags", new TreeMap<>(tags).entrySet(), Tags::write);
    }
  }

  static void write(XmlWriter xml, Map.Entry<String, String> tag) {
    xml.element("Key", tag.getKey()).element("Value", tag.getValue());
  }
}
