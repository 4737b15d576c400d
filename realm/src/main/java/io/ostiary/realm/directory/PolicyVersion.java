package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import java.time.Instant;

/**
 * A managed policy's document as it was written once.
 *
 * @param policyId the policy's {@code ANPA…}
 * @param accountId the policy's owner
 * @param id {@code v1}, {@code v2} and so on; never used again for this policy
 */
public record PolicyVersion(
    String policyId, String accountId, String id, Policy policy, Instant createdAt) {

  /** Unique among all versions of all policies, for ever. */
  String globalId() {
    return globalId(policyId, id);
  }

  static String globalId(String policyId, String id) {
    return policyId + '/' + id;
  }

  /** What {@code v12} counts. */
  int number() {
    return Integer.parseInt(id.substring(1));
  }
}
