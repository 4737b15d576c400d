package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;

/**
 * A policy that names principals, with what their names meant when it was written.
 *
 * @param enforced the document with its principals pinned, which is the one that decides
 */
record PinnedPolicy(Policy policy, PrincipalPins pins, Policy enforced) {

  /** Reads and looks up, or refuses the command that brings the document. */
  static PinnedPolicy read(String text, PolicyType type, String accountId, DirectoryDraft draft) {
    Policy policy = DirectoryDraft.parse(text, type);
    try {
      return of(policy, new PrincipalLookup(accountId, draft.table()).pins(policy));
    } catch (PolicySyntaxException e) {
      throw Refusal.malformed(e);
    }
  }

  static PinnedPolicy of(Policy policy, PrincipalPins pins) {
    Policy enforced =
        pins.isEmpty() ? policy : Policy.parse(pins.applyTo(policy.text()), policy.type(), pins);
    return new PinnedPolicy(policy, pins, enforced);
  }

  /** Byte for byte as it was written, except for principals that are called otherwise now. */
  String shown(EntityTable table) {
    return pins.shownIn(policy.text(), table);
  }
}
