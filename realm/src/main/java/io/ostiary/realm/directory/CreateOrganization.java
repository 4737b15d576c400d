package io.ostiary.realm.directory;

import java.util.Set;

/**
 * Makes an organisation, whose management account and only member is the one that asks. No control
 * policy is in force until its type is enabled.
 */
public record CreateOrganization(String accountId) implements DirectoryCommand<Organization> {
  private static final String OWN_NAME = "management";

  @Override
  public Organization carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    if (OrganizationTree.of(draft.table(), accountId).isPresent()) {
      throw OrganizationRefusal.alreadyInOrganization(accountId);
    }
    String rootId = draft.lowerCaseId("r-", OrganizationNames.ROOT_ID);
    while (draft.table().count(Kinds.ORGANIZATION, rootId) > 0) {
      rootId = draft.lowerCaseId("r-", OrganizationNames.ROOT_ID);
    }
    Organization organization =
        new Organization(
            draft.lowerCaseId("o-", OrganizationNames.ORGANIZATION_ID),
            account.partition(),
            accountId,
            rootId,
            Set.of(),
            draft.now());
    draft.put(Kinds.ORGANIZATION, organization);
    draft.put(
        Kinds.MEMBER_ACCOUNT,
        new MemberAccount(
            accountId,
            organization.arn("account", accountId),
            organization.id(),
            rootId,
            OWN_NAME,
            "",
            draft.now()));
    return organization;
  }
}
