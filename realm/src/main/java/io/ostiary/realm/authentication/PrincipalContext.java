package io.ostiary.realm.authentication;

import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The condition keys that say who a principal is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties">Properties
 *     of the principal</a>
 */
final class PrincipalContext {
  private PrincipalContext() {}

  static Map<String, Values> of(User user) {
    Map<String, Values> context = new HashMap<>();
    put(context, user.arn(), user.accountId(), "User", user.id());
    context.put("aws:username", single(user.name()));
    user.tags().forEach((key, value) -> context.put("aws:PrincipalTag/" + key, single(value)));
    return context;
  }

  /** The root user, which has no name: {@code aws:username} is absent. */
  static Map<String, Values> of(Account account) {
    Map<String, Values> context = new HashMap<>();
    put(context, account.rootArn(), account.id(), "Account", account.id());
    return context;
  }

  private static void put(
      Map<String, Values> context, String arn, String accountId, String type, String userId) {
    context.put("aws:PrincipalArn", single(arn));
    context.put("aws:PrincipalAccount", single(accountId));
    context.put("aws:PrincipalType", single(type));
    context.put("aws:userid", single(userId));
    context.put("aws:PrincipalIsAWSService", single("false"));
  }

  static Values single(String value) {
    return new Values(List.of(value), false);
  }
}
