package io.ostiary.policy.decision;

import org.jspecify.annotations.Nullable;

/**
 * A text that a request has to hold for a statement to match, known by its hash.
 *
 * @param length how many characters were hashed
 * @param key the condition key whose value this is, null but for {@link Kind#VALUE}
 */
record Literal(Kind kind, int hash, int length, @Nullable String key) {

  /** Where the text stands in a request; what is looked up at least cost comes first. */
  enum Kind {
    /** The whole ARN. */
    RESOURCE('r', '='),
    /** The beginning of the ARN to a colon or slash, which belongs to it. */
    RESOURCE_START('r', '/'),
    /** The whole action, folded. */
    ACTION('a', '='),
    /** A value of a condition key, after the key. */
    VALUE('v', '='),
    /** A name of the principal: an ARN, an id, an account, a host. */
    PRINCIPAL('p', '='),
    /** The beginning of the ARN to the middle of a word. */
    RESOURCE_WORD_START('r', '*'),
    /** A word of the ARN, which stands between colons, slashes and the ends. */
    RESOURCE_WORD('w', '='),
    /** The beginning of the folded action, with the service and more. */
    ACTION_START('a', '*'),
    /** The service and its colon, folded. */
    SERVICE('a', ':'),
    /** Nothing that a request can hold. */
    NEVER('n', '=');

    /** The state of {@link LiteralHash} before the text; the same for all that begin one text. */
    final long begin;

    private final char meaning;

    Kind(char family, char meaning) {
      this.begin = LiteralHash.begin(family);
      this.meaning = meaning;
    }

    /** The hash of a text of this kind from the state after it. */
    int end(long state) {
      return LiteralHash.end(state, meaning);
    }
  }

  /** What a statement that matches nothing requires. */
  static final Literal NEVER = of(Kind.NEVER, "", 0);

  static Literal of(Kind kind, String text, int length) {
    return new Literal(kind, kind.end(LiteralHash.steps(kind.begin, text, length)), length, null);
  }

  /** The first characters of an ARN. */
  static Literal ofArn(Kind kind, String arn, int length) {
    long before = Kind.RESOURCE.begin;
    long word = Kind.RESOURCE_WORD.begin;
    for (int i = 0; i < length; i++) {
      char c = arn.charAt(i);
      if (Requirement.endsWord(c)) {
        before = LiteralHash.afterWord(before, word, c);
        word = Kind.RESOURCE_WORD.begin;
      } else {
        word = LiteralHash.step(word, c);
      }
    }
    boolean ended = kind == Kind.RESOURCE_START;
    return new Literal(kind, kind.end(ended ? before : before ^ word), length, null);
  }

  static Literal of(Kind kind, String text) {
    return of(kind, text, text.length());
  }

  static Literal value(String key, String value) {
    long state = LiteralHash.steps(beginValue(key), value, value.length());
    return new Literal(Kind.VALUE, Kind.VALUE.end(state), value.length(), key);
  }

  /** The state before a value of a key. */
  static long beginValue(String key) {
    return LiteralHash.step(LiteralHash.steps(Kind.VALUE.begin, key, key.length()), '=');
  }
}
