package io.ostiary.policy.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Choices and texts made of a fuzzer's bytes. */
final class Input {
  private static final String[] LETTERS = {"a", "b", "*", "?", ":", "A", "\uD83D\uDE00", "${x:v}"};

  private final byte[] bytes;
  private int at;

  Input(byte[] bytes) {
    this.bytes = bytes;
  }

  private int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  boolean flag() {
    return next() % 2 == 1;
  }

  <T> T oneOf(List<T> all) {
    return all.get(next() % all.size());
  }

  <T> T oneOf(T[] all) {
    return all[next() % all.length];
  }

  /** What is left, as UTF-8 or, to have halves of characters as well, as pairs of bytes. */
  String text() {
    boolean pairs = next() == 0xff;
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    if (!pairs) {
      return new String(rest, StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i + 1 < rest.length; i += 2) {
      text.append((char) ((rest[i] & 0xff) << Byte.SIZE | (rest[i + 1] & 0xff)));
    }
    return text.toString();
  }

  /** Texts of what is left, cut at line feeds; of few letters only, or any. */
  String[] texts(int count) {
    boolean few = flag();
    String rest = new String(Arrays.copyOfRange(bytes, at, bytes.length), StandardCharsets.UTF_8);
    String[] texts = Arrays.copyOf(rest.split("\n", count), count);
    for (int i = 0; i < count; i++) {
      String text = texts[i] == null ? "" : texts[i];
      texts[i] = few ? ofFewLetters(text) : text;
    }
    return texts;
  }

  private static String ofFewLetters(String text) {
    StringBuilder letters = new StringBuilder();
    text.chars().forEach(c -> letters.append(LETTERS[c % LETTERS.length]));
    return letters.toString();
  }

  /** Fails as an assertion does that is always on. */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library that is not here
  static void require(boolean holds, String claim, Object... about) {
    if (!holds) {
      throw new AssertionError(claim.formatted(about));
    }
  }
}
