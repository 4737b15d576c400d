package io.ostiary.realm.session;

import java.time.Duration;
import java.util.Optional;

/**
 * What somebody wants who wants to assume a role.
 *
 * @param name of the session, 2 to 64 characters
 * @param duration empty for an hour
 */
public record RoleRequest(
    String roleArn,
    String name,
    Optional<Duration> duration,
    PassedPolicies policies,
    SessionTags tags,
    Optional<String> sourceIdentity,
    Optional<String> externalId,
    Optional<MfaCode> mfa) {

  /** The same for a session of another name. */
  public RoleRequest named(String newName) {
    return new RoleRequest(
        roleArn, newName, duration, policies, tags, sourceIdentity, externalId, mfa);
  }

  /** The same for a session of another length. */
  public RoleRequest lasting(Duration newDuration) {
    return new RoleRequest(
        roleArn, name, Optional.of(newDuration), policies, tags, sourceIdentity, externalId, mfa);
  }

  /** The least that may be asked for. */
  public static RoleRequest of(String roleArn, String name) {
    return new RoleRequest(
        roleArn,
        name,
        Optional.empty(),
        PassedPolicies.NONE,
        SessionTags.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
