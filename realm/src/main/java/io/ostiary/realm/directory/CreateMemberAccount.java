package io.ostiary.realm.directory;

/** Makes an account at the root of an organisation. Its root user has no credentials yet. */
public record CreateMemberAccount(String managementAccountId, String name, String email)
    implements DirectoryCommand<MemberAccount> {

  @Override
  public MemberAccount carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    OrganizationNames.account(name);
    OrganizationNames.email(email);
    if (tree.accounts().stream()
        .anyMatch(member -> Kind.fold(member.email()).equals(Kind.fold(email)))) {
      throw OrganizationRefusal.invalid(
          "EMAIL_ALREADY_EXISTS", "An account of the organization has the address " + email + ".");
    }
    draft.quotas().requireWithin(Quota.ACCOUNTS_PER_ORGANIZATION, tree.accounts().size() + 1L);
    Organization organization = tree.organization();
    Account account =
        new CreateAccount(draft.freeAccountId(), organization.partition()).carryOut(draft);
    MemberAccount member =
        new MemberAccount(
            account.id(),
            organization.arn("account", account.id()),
            organization.id(),
            organization.rootId(),
            name,
            email,
            draft.now());
    draft.put(Kinds.MEMBER_ACCOUNT, member);
    new ControlAttachments(draft, tree).attachFullAccess(account.id());
    return member;
  }
}
