package io.ostiary.realm.directory;

import io.ostiary.policy.document.PolicyType;

/**
 * Gives a service-linked role the permissions that its service now asks for. For the service
 * itself; no operation of IAM's does this.
 */
public record UpdateServiceLinkedRole(String accountId, LinkedService service, String suffix)
    implements DirectoryCommand<Role> {

  @Override
  public Role carryOut(DirectoryDraft draft) {

    IdentityName name = IdentityName.role(accountId, service.name(suffix));
    Role role = draft.role(accountId, name.name());
    if (!role.path().equals(service.path())) {
      throw Refusal.noSuchIdentity(name);
    }
    putPermissions(role, service, draft);
    return role;
  }

  static void putPermissions(Role role, LinkedService service, DirectoryDraft draft) {
    InlinePolicy permissions =
        new InlinePolicy(
            role.id(),
            service.policyName(),
            DirectoryDraft.parse(service.permissions(), PolicyType.IDENTITY));
    KeptInlinePolicy present =
        draft.table().get(Kinds.INLINE_POLICY, InlinePolicyKind.id(role.id(), permissions.name()));
    if (present == null || !present.policy().equals(permissions)) {
      draft.put(
          Kinds.INLINE_POLICY,
          new KeptInlinePolicy(role.accountId(), draft.uniqueId("ANVA"), permissions));
    }
  }
}
