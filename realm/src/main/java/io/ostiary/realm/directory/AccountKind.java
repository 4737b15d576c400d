package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class AccountKind implements Kind<Account> {
  /** All accounts hang here; each also hangs at its canonical user id, to be found by that. */
  static final String ROOT = "";

  @Override
  public String tag() {
    return "account";
  }

  @Override
  public String id(Account account) {
    return account.id();
  }

  @Override
  public String accountId(Account account) {
    return account.id();
  }

  @Override
  public List<String> parents(Account account) {
    return List.of(ROOT, account.canonicalUserId());
  }

  @Override
  public void write(Account account, ObjectNode row) {
    row.put("partition", account.partition())
        .put("createdAt", account.createdAt().toString())
        .put("first", account.first())
        .put("rootEnabled", account.rootEnabled())
        .put("open", account.open());
  }

  @Override
  public Account read(Row row) {
    return new Account(
        row.id(),
        row.text("partition"),
        row.time("createdAt"),
        row.flag("first"),
        row.flag("rootEnabled"),
        row.flag("open"));
  }
}
