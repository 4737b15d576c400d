package io.ostiary.realm.session;

import java.time.Instant;

/** A token just made, with the one look at it. */
public final class WebIdentityToken {
  private final String token;
  private final Instant expiration;

  WebIdentityToken(String token, Instant expiration) {
    this.token = token;
    this.expiration = expiration;
  }

  /** The JSON Web Token. */
  public String reveal() {
    return token;
  }

  /** From when on it is good for nothing. */
  public Instant expiration() {
    return expiration;
  }

  @Override
  public String toString() {
    return "WebIdentityToken";
  }
}
