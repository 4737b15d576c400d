package io.ostiary.realm.directory;

/**
 * Closes an account of an organisation: nobody of it authenticates any more. What it holds stays,
 * and so does its place in the tree.
 */
public record CloseAccount(String managementAccountId, String accountId)
    implements DirectoryCommand<Account> {

  @Override
  public Account carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    if (tree.account(accountId).isEmpty()) {
      throw OrganizationRefusal.noSuchAccount(accountId);
    }
    if (tree.isManagement(accountId)) {
      throw OrganizationRefusal.managementStaysOpen();
    }
    Account account = draft.account(accountId);
    if (!account.open()) {
      throw OrganizationRefusal.accountClosed(accountId);
    }
    return draft.put(Kinds.ACCOUNT, account.withOpen(false));
  }
}
