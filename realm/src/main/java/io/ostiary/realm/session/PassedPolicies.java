package io.ostiary.realm.session;

import io.ostiary.policy.document.PolicyType;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.directory.PolicyRefusal;
import io.ostiary.realm.session.SessionException.Code;
import java.util.List;
import java.util.Optional;

/**
 * Session policies, as they are passed when a session is made: it may do no more than they allow
 * together.
 *
 * @param arns of managed policies of the session's account
 */
public record PassedPolicies(Optional<String> inline, List<String> arns) {

  /** None at all, which limits nothing. */
  public static final PassedPolicies NONE = new PassedPolicies(Optional.empty(), List.of());

  public PassedPolicies {
    arns = List.copyOf(arns);
  }

  boolean isEmpty() {
    return inline.isEmpty() && arns.isEmpty();
  }

  /** Refuses what is no policy, or is not the account's to pass. */
  void check(String accountId, Directory directory) {
    inline
        .flatMap(text -> PolicyRefusal.message(text, PolicyType.SESSION))
        .ifPresent(
            fault -> {
              throw new SessionException(Code.MALFORMED_POLICY_DOCUMENT, fault);
            });
    String partition = directory.account(accountId).map(Account::partition).orElse("");
    for (String arn : arns) {
      boolean usable =
          directory
              .managedPolicy(arn)
              .filter(policy -> isUsable(policy, accountId, partition))
              .isPresent();
      if (!usable) {
        throw SessionException.invalid(
            "Policy %s does not exist or is not attachable.".formatted(arn));
      }
    }
  }

  private static boolean isUsable(ManagedPolicy policy, String accountId, String partition) {
    return policy.shipped()
        ? policy.partition().equals(partition)
        : policy.accountId().equals(accountId);
  }
}
