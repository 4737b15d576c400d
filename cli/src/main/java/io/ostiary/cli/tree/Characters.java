package io.ostiary.cli.tree;

/** What a text is made of. */
final class Characters {
  private Characters() {}

  /** The text, if each of its characters is whole. */
  static String whole(String text, Place place) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          throw place.refuse("half of a surrogate pair stands alone; write the whole character");
        }
        i++;
      }
    }
    return text;
  }
}
