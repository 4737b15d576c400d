package io.ostiary.realm.store;

/**
 * One state in the history of a store.
 *
 * @param number counts the commits
 * @param mark random text of the commit that led here, so that two histories which part after a
 *     backup was restored are told apart even at the same number; at most 32 characters
 */
public record Revision(long number, String mark) {
  /** Before the first commit. */
  public static final Revision NONE = new Revision(0, "");

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
