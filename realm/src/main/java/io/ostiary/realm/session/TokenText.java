package io.ostiary.realm.session;

import io.ostiary.realm.authentication.Session.Use;

/**
 * A token's text, and what it is shown for: by this its session is found again. A digest of the
 * text takes several times as long.
 *
 * <p>The text's end is the token's seal, as good as 126 random bits. It says where to look, and is
 * compared in a time that does not tell where two differ. Only who shows the seal of a token comes
 * so far that the rest is compared, however that is done.
 */
final class TokenText {
  /** 16 bytes in Base64, but for bits that the first character shares with the content. */
  private static final int SEAL = 21;

  private static final int FACTOR = 31;

  private final String text;
  private final Use use;

  TokenText(String text, Use use) {
    this.text = text;
    this.use = use;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenText that
        && use == that.use
        && haveSameSeal(text, that.text)
        && text.equals(that.text);
  }

  private static boolean haveSameSeal(String one, String other) {
    int length = one.length();
    if (length != other.length()) {
      return false;
    }
    int differing = 0;
    for (int i = Math.max(0, length - SEAL); i < length; i++) {
      differing |= one.charAt(i) ^ other.charAt(i);
    }
    return differing == 0;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = Math.max(0, text.length() - SEAL); i < text.length(); i++) {
      hash = FACTOR * hash + text.charAt(i);
    }
    return hash;
  }

  /** Shows nothing of it: where a token alone is a credential, it is one. */
  @Override
  public String toString() {
    return "TokenText";
  }
}
