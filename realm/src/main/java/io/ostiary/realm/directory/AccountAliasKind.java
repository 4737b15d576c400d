package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class AccountAliasKind implements Kind<AccountAlias> {
  @Override
  public String tag() {
    return "account-alias";
  }

  /** The alias itself, so that no store holds it twice, whatever the accounts. */
  @Override
  public String id(AccountAlias alias) {
    return alias.alias();
  }

  @Override
  public String accountId(AccountAlias alias) {
    return alias.accountId();
  }

  @Override
  public List<String> parents(AccountAlias alias) {
    return List.of(alias.accountId());
  }

  @Override
  public void write(AccountAlias alias, ObjectNode row) {}

  @Override
  public AccountAlias read(Row row) {
    return new AccountAlias(row.accountId(), row.id());
  }
}
