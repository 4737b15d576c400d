package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.realm.directory.CreateAccountAlias;
import io.ostiary.realm.directory.DeleteAccountAlias;
import java.util.List;

/** The account's alias. */
final class AccountAliasOperations {

  static final List<Operation> ALL =
      List.of(
          Operation.command(
              "CreateAccountAlias",
              (in, call) -> new CreateAccountAlias(call.accountId(), alias(in))),
          Operation.list(
              "ListAccountAliases",
              (in, call) -> call.accountId(),
              (account, call) -> call.directory().accountAlias(account).stream().toList(),
              new Listing<>("AccountAliases", alias -> alias, (xml, alias) -> xml.text(alias))),
          Operation.command(
              "DeleteAccountAlias",
              (in, call) -> new DeleteAccountAlias(call.accountId(), alias(in))));

  private AccountAliasOperations() {}

  private static String alias(Parameters in) {
    return in.text("AccountAlias", Texts.ACCOUNT_ALIAS);
  }
}
