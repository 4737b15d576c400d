package io.ostiary.realm.credential;

/** The credentials of a session just made, with the one look at them. */
public final class FreshSession {
  private final SessionToken token;
  private final String secret;

  FreshSession(SessionToken token, String secret) {
    this.token = token;
    this.secret = secret;
  }

  /** The session token, as it goes over the wire. */
  public String revealToken() {
    return token.text();
  }

  /** The secret access key, 40 characters. It is kept nowhere. */
  public String revealSecret() {
    return secret;
  }

  @Override
  public String toString() {
    return "FreshSession";
  }
}
