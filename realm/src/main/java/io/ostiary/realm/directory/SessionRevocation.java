package io.ostiary.realm.directory;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * That sessions are over before their time: those issued earlier that have an id to do with, be it
 * the session's own access key or what it came from.
 *
 * @param id a role's, user's, account's (for its root user) or access key's, or a provider's ARN
 * @param at when, by the clock of the node that revoked them
 * @param revision of the directory from which on they are revoked; 0 if an earlier version of
 *     Ostiary did it
 */
public record SessionRevocation(String id, String accountId, Instant at, long revision) {

  /**
   * Whether a session was issued earlier. One that was issued on a revision of the directory was if
   * whoever issued it did not know of the revocation, whatever the clocks of the nodes show. They
   * count only if they differ by more than clocks may: then the session is of a state of the
   * directory that was lost since, and a backup took its place.
   *
   * @param issuedAt by the clock of the node, or identity provider, that issued it
   * @param issuedOn the revision; empty if an identity provider issued it, whose clock is all there
   *     is to go by
   */
  public boolean ends(Instant issuedAt, OptionalLong issuedOn) {
    if (issuedOn.isEmpty()) {
      return !issuedAt.isAfter(at);
    }
    return issuedOn.getAsLong() < revision
        || issuedAt.isBefore(at.minus(RevokeSessions.CLOCK_SKEW));
  }
}
