package io.ostiary.realm.directory;

import java.time.Duration;
import java.time.Instant;

/**
 * Ends sessions before their time: all issued up to now that have an id to do with, and those that
 * another node issues before it knows of it.
 *
 * @param id a role's {@code AROA…}, a user's {@code AIDA…}, an account's for its root user, the
 *     access key that sessions came from, the access key of one session, an identity provider's
 *     ARN, or what {@code ProviderLogout} calls one of its logins; whatever it is need not exist
 *     any more
 */
public record RevokeSessions(String accountId, String id) implements DirectoryCommand<Instant> {
  /** How far the clocks of nodes may be apart. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private static final int LONGEST_ID = 320;

  /** The moment up to which sessions were ended. */
  @Override
  public Instant carryOut(DirectoryDraft draft) {
    draft.account(accountId);
    Names.length("id", id, 1, LONGEST_ID);
    draft.put(
        Kinds.SESSION_REVOCATION,
        new SessionRevocation(id, accountId, draft.now(), draft.revision()));
    return draft.now();
  }
}
