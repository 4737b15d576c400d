package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;

/**
 * A resource's policy as it was written once, with what its principals meant then.
 *
 * @param versionId {@code ANVA…}, by which compiled sets of policies are known
 * @param enforced the document with its principals pinned, which is the one that decides
 */
record KeptResourcePolicy(
    String versionId, ResourcePolicy policy, PrincipalPins pins, Policy enforced) {

  static KeptResourcePolicy of(String versionId, ResourcePolicy policy, PrincipalPins pins) {
    Policy enforced =
        pins.isEmpty()
            ? policy.policy()
            : Policy.parse(pins.applyTo(policy.policy().text()), PolicyType.RESOURCE, pins);
    return new KeptResourcePolicy(versionId, policy, pins, enforced);
  }
}
