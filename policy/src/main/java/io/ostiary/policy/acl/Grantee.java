package io.ostiary.policy.acl;

import io.ostiary.policy.acl.AclSyntaxException.Fault;

/**
 * Whom a grant is for: one account, or a predefined {@link Group}. A grant to an account leaves the
 * rest to the account's own policies, as naming it in a policy does.
 */
public sealed interface Grantee permits Grantee.Owner, Group {

  /** One account, by either of its names; only accounts own anything. */
  sealed interface Owner extends Grantee permits Account, CanonicalUser {}

  /** An account by its twelve digits. */
  record Account(String accountId) implements Owner {
    public Account {
      if (!isMadeOf(accountId, 12, "0123456789")) {
        throw new AclSyntaxException(
            Fault.UNKNOWN_GRANTEE,
            "",
            "`%s` is no account; write its twelve digits".formatted(accountId));
      }
    }
  }

  /** An account by its canonical user id. */
  record CanonicalUser(String id) implements Owner {
    public CanonicalUser {
      if (!isMadeOf(id, 64, "0123456789abcdef")) {
        throw new AclSyntaxException(
            Fault.UNKNOWN_GRANTEE,
            "",
            "`%s` is no canonical user id; write its 64 hexadecimal digits".formatted(id));
      }
    }
  }

  private static boolean isMadeOf(String text, int length, String digits) {
    return text.length() == length && text.chars().allMatch(c -> digits.indexOf(c) >= 0);
  }
}
