package io.ostiary.realm.directory;

/** Deletes a role that has no policies and is in no instance profile any more. */
public record DeleteRole(String accountId, String name) implements DirectoryCommand<Role> {

  @Override
  public Role carryOut(DirectoryDraft draft) {

    Role role = draft.modifiableRole(accountId, name);
    if (draft.table().count(Kinds.INSTANCE_PROFILE, role.id()) > 0) {
      throw Refusal.mustFirst("remove roles from instance profile");
    }
    draft.requireNoPolicies(role);
    return remove(role, draft);
  }

  static Role remove(Role role, DirectoryDraft draft) {
    draft.removeBoundary(role);
    KeptTrustPolicy trust = draft.table().get(Kinds.TRUST_POLICY, role.id());
    if (trust != null) {
      draft.remove(Kinds.TRUST_POLICY, trust);
    }
    return draft.remove(Kinds.ROLE, role);
  }
}
