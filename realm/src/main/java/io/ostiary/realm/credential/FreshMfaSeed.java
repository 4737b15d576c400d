package io.ostiary.realm.credential;

/** A seed just made: as it will be kept, and the one look at it. */
public final class FreshMfaSeed {
  private final SealedSecret sealed;
  private final String base32;

  FreshMfaSeed(SealedSecret sealed, String base32) {
    this.sealed = sealed;
    this.base32 = base32;
  }

  public SealedSecret sealed() {
    return sealed;
  }

  /** The seed in Base32, 64 characters, to be shown to its owner this once. */
  public String revealBase32() {
    return base32;
  }

  @Override
  public String toString() {
    return "FreshMfaSeed";
  }
}
