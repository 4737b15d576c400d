package io.ostiary.realm.credential;

/** An access key just made: its id, its secret as it will be kept, and the one look at it. */
public final class FreshAccessKey {
  private final String id;
  private final SealedSecret sealed;
  private final String secret;

  FreshAccessKey(String id, SealedSecret sealed, String secret) {
    this.id = id;
    this.sealed = sealed;
    this.secret = secret;
  }

  public String id() {
    return id;
  }

  public SealedSecret sealed() {
    return sealed;
  }

  /** The secret access key, 40 characters, to be shown to its owner this once. */
  public String revealSecret() {
    return secret;
  }

  @Override
  public String toString() {
    return "FreshAccessKey(" + id + ")";
  }
}
