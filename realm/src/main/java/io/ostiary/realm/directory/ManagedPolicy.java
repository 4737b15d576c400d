package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import java.time.Instant;

/**
 * A policy of its own, attached to any number of principals.
 *
 * @param id {@code ANPA…}
 * @param policy the default version's document
 */
public record ManagedPolicy(
    String id,
    String accountId,
    String partition,
    String path,
    String name,
    Policy policy,
    Instant createdAt) {
  public String arn() {
    return "arn:" + partition + ":iam::" + accountId + ":policy" + path + name;
  }
}
