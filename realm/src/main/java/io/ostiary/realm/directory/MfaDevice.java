package io.ostiary.realm.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A virtual MFA device: an application that makes time-based one-time passwords from a seed, which
 * is kept elsewhere.
 */
public record MfaDevice(
    String accountId,
    String partition,
    String path,
    String name,
    Instant createdAt,
    Optional<Assignment> assignment,
    Map<String, String> tags) {

  /**
   * Whose device it is.
   *
   * @param drift by how many steps of half a minute its clock is ahead
   * @param usedThrough the last step whose code enabling it used up
   */
  public record Assignment(String userId, Instant enabledAt, long drift, long usedThrough) {}

  public MfaDevice {
    // In their order; Map.copyOf would shuffle them.
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** What AWS calls its serial number: its ARN. */
  public String serialNumber() {
    return "arn:" + partition + ":iam::" + accountId + ":mfa" + path + name;
  }

  /** Whether it is this user's. */
  public boolean isOf(User user) {
    return assignment.filter(of -> of.userId().equals(user.id())).isPresent();
  }

  MfaDevice with(Optional<Assignment> newAssignment) {
    return new MfaDevice(accountId, partition, path, name, createdAt, newAssignment, tags);
  }

  MfaDevice withTags(Map<String, String> newTags) {
    return new MfaDevice(accountId, partition, path, name, createdAt, assignment, newTags);
  }
}
