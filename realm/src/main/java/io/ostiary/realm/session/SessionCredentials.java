package io.ostiary.realm.session;

import io.ostiary.realm.credential.FreshSession;
import java.time.Instant;

/** The credentials of a session just made, with the one look at them. */
public final class SessionCredentials {
  private final String accessKeyId;
  private final FreshSession fresh;
  private final Instant expiration;

  SessionCredentials(String accessKeyId, FreshSession fresh, Instant expiration) {
    this.accessKeyId = accessKeyId;
    this.fresh = fresh;
    this.expiration = expiration;
  }

  /** {@code ASIA…}. */
  public String accessKeyId() {
    return accessKeyId;
  }

  /** The secret access key, 40 characters; it is kept nowhere. */
  public String revealSecretAccessKey() {
    return fresh.revealSecret();
  }

  /** The session token, at most 3,584 characters that a header, a link or a cookie may hold. */
  public String revealSessionToken() {
    return fresh.revealToken();
  }

  /** From when on they are good for nothing. */
  public Instant expiration() {
    return expiration;
  }

  @Override
  public String toString() {
    return "SessionCredentials(" + accessKeyId + ")";
  }
}
