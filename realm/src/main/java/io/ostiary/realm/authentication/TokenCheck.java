package io.ostiary.realm.authentication;

/**
 * One of the checks that a token or assertion goes through.
 *
 * @param name what is checked, such as {@code aud}
 * @param expected what it must be, in words
 * @param seen what it was; from outside, so escape it where that matters; never a whole token
 */
public record TokenCheck(String name, String expected, String seen, boolean held) {
  @Override
  public String toString() {
    return "%s %s: expected %s, seen %s".formatted(held ? "ok  " : "FAIL", name, expected, seen);
  }
}
