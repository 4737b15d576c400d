package io.ostiary.realm.directory;

import java.time.Duration;
import java.time.Instant;

/**
 * Ends sessions before their time: all issued up to now that have an id to do with.
 *
 * @param id a role's {@code AROA…}, a user's {@code AIDA…}, an account's for its root user, the
 *     access key that sessions came from, the access key of one session, an identity provider's
 *     ARN, or what {@code ProviderLogout} calls one of its logins; whatever it is need not exist
 *     any more
 * @param forGood whether no session that is issued later and has to do with it is to be spared, as
 *     of one session there is none: the clock of whichever node issued it may be ahead
 */
public record RevokeSessions(String accountId, String id, boolean forGood)
    implements DirectoryCommand<Instant> {
  /** How far the clocks of nodes may be apart. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private static final int LONGEST_ID = 320;

  /** Ends those up to now, and spares later ones. */
  public RevokeSessions(String accountId, String id) {
    this(accountId, id, false);
  }

  /** The moment up to which sessions were ended. */
  @Override
  public Instant carryOut(DirectoryDraft draft) {
    draft.account(accountId);
    Names.length("id", id, 1, LONGEST_ID);
    // One issued in this very millisecond is ended too.
    Instant before = draft.now().plusMillis(1).plus(forGood ? CLOCK_SKEW : Duration.ZERO);
    draft.put(Kinds.SESSION_REVOCATION, new SessionRevocation(id, accountId, before));
    return before;
  }
}
