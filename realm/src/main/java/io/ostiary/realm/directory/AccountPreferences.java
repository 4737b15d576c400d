package io.ostiary.realm.directory;

import java.time.Instant;
import java.util.Optional;

/**
 * What an account has switched on or off, and when it last asked for its credential report.
 *
 * @param tokenVersion of the session tokens that the global endpoint gives out: 1 or 2
 * @param outboundFederation whether callers of the account may have web identity tokens made that
 *     vouch for them elsewhere
 * @param credentialReportAskedAt empty if it never was
 */
public record AccountPreferences(
    String accountId,
    int tokenVersion,
    boolean outboundFederation,
    Optional<Instant> credentialReportAskedAt) {

  /** Those of an account that has changed none. */
  static AccountPreferences initial(String accountId) {
    return new AccountPreferences(accountId, 1, false, Optional.empty());
  }

  AccountPreferences withTokenVersion(int version) {
    return new AccountPreferences(accountId, version, outboundFederation, credentialReportAskedAt);
  }

  AccountPreferences withOutboundFederation(boolean enabled) {
    return new AccountPreferences(accountId, tokenVersion, enabled, credentialReportAskedAt);
  }

  AccountPreferences withCredentialReportAskedAt(Instant at) {
    return new AccountPreferences(accountId, tokenVersion, outboundFederation, Optional.of(at));
  }
}
