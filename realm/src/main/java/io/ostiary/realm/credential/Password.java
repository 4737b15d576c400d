package io.ostiary.realm.credential;

import java.util.function.Function;
import java.util.function.IntPredicate;

/** A password as somebody typed it. Nothing shows it, and only this package reads it. */
public final class Password {
  private final String text;

  private Password(String text) {
    this.text = text;
  }

  public static Password of(String text) {
    return new Password(text);
  }

  /** How many characters it has. */
  public int length() {
    return text.codePointCount(0, text.length());
  }

  /** Whether it has a character of a sort. */
  public boolean has(IntPredicate sort) {
    return text.codePoints().anyMatch(sort);
  }

  /** Lends the text to a computation, which keeps nothing of it. */
  <R> R lend(Function<String, R> computation) {
    return computation.apply(text);
  }

  @Override
  public String toString() {
    return "Password";
  }
}
