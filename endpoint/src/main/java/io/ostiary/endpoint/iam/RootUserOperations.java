package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.Text;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DisableRootUser;
import io.ostiary.realm.directory.EnableRootUser;
import java.util.List;

/**
 * Whether an account's root user may sign. AWS has no such operations; they are those of the
 * caller's account, or by {@code AccountId} of a member of the organisation that it manages.
 */
final class RootUserOperations {
  private static final String ACCOUNT_ID = "AccountId";
  private static final Text TWELVE_DIGITS = Text.of(12, 12, "\\d{12}", c -> c >= '0' && c <= '9');

  static final List<Operation> ALL =
      List.of(
          Operation.command("EnableRootUser", (in, call) -> new EnableRootUser(account(in, call))),
          Operation.command(
              "DisableRootUser", (in, call) -> new DisableRootUser(account(in, call))));

  private RootUserOperations() {}

  private static String account(Parameters in, Call call) {
    return in.optionalText(ACCOUNT_ID, TWELVE_DIGITS).orElse(call.accountId());
  }

  /** Names the root user; a member's is decided about in the account that manages it. */
  static final class Resolver implements ResourceResolver {

    @Override
    public Resource resolve(RequestMapper.Input input) {
      AuthenticatedPrincipal caller = input.caller();
      String own = caller.accountId();
      String id = input.form().value(ACCOUNT_ID).orElse(own);
      Account account = caller.directory().account(id).orElse(null);
      if (account == null) {
        return Resource.none(own);
      }
      boolean manages = id.equals(own) || manages(caller.directory(), own, id);
      return Resource.of(account.rootArn(), manages ? own : id);
    }

    private static boolean manages(Directory directory, String manager, String member) {
      return directory
          .organization(member)
          .filter(tree -> tree.organization().managementAccountId().equals(manager))
          .isPresent();
    }
  }
}
