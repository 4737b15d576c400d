package io.ostiary.realm.directory;

import java.time.Instant;

/**
 * An account's place in its organisation. The management account has one too.
 *
 * @param parentId the root or a unit
 * @param email unique in the organisation ignoring case; nothing is ever sent to it
 */
public record MemberAccount(
    String accountId,
    String arn,
    String organizationId,
    String parentId,
    String name,
    String email,
    Instant joinedAt) {

  MemberAccount movedTo(String newParentId) {
    return new MemberAccount(accountId, arn, organizationId, newParentId, name, email, joinedAt);
  }
}
