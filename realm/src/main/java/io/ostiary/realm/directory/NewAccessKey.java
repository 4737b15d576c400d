package io.ostiary.realm.directory;

/**
 * A fresh access key with its secret, shown this once. Not a record, so that the secret cannot slip
 * into a log by {@code toString}.
 */
public final class NewAccessKey {
  private final AccessKey key;
  private final String secret;

  public NewAccessKey(AccessKey key, String secret) {
    this.key = key;
    this.secret = secret;
  }

  public AccessKey key() {
    return key;
  }

  /** The secret access key, 40 characters. */
  public String revealSecret() {
    return secret;
  }

  @Override
  public String toString() {
    return "NewAccessKey(" + key.id() + ")";
  }
}
