package io.ostiary.realm.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A piece of a SAML provider's metadata, which as a whole may be longer than a row.
 *
 * @param index from 0, in the order of the text
 */
record SamlMetadataPart(String providerId, String accountId, int index, String text) {

  /** Leaves room in a row for every character to be escaped. */
  private static final int LONGEST = 400_000;

  static List<SamlMetadataPart> of(SamlProvider provider, String metadata) {
    List<SamlMetadataPart> parts = new ArrayList<>();
    int start = 0;
    while (start < metadata.length()) {
      int end = Math.min(start + LONGEST, metadata.length());
      if (Character.isHighSurrogate(metadata.charAt(end - 1)) && end < metadata.length()) {
        end--;
      }
      parts.add(
          new SamlMetadataPart(
              provider.id(), provider.accountId(), parts.size(), metadata.substring(start, end)));
      start = end;
    }
    return parts;
  }

  static String joined(List<SamlMetadataPart> parts) {
    StringBuilder text = new StringBuilder();
    parts.stream()
        .sorted(Comparator.comparingInt(SamlMetadataPart::index))
        .forEach(part -> text.append(part.text));
    return text.toString();
  }
}
