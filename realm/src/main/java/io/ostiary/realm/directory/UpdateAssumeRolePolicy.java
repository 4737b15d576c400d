package io.ostiary.realm.directory;

/**
 * Replaces a role's trust policy.
 *
 * @param trustPolicy the document that says who may assume it
 */
public record UpdateAssumeRolePolicy(String accountId, String roleName, String trustPolicy)
    implements DirectoryCommand<Role> {

  @Override
  public Role carryOut(DirectoryDraft draft) {

    Role role = draft.modifiableRole(accountId, roleName);
    CreateRole.putTrustPolicy(role, trustPolicy, draft);
    return role;
  }
}
