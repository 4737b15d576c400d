package io.ostiary.realm.directory;

/** Deletes a role that has no policies any more. */
public record DeleteRole(String accountId, String name) implements DirectoryCommand<Role> {

  @Override
  public Role carryOut(DirectoryDraft draft) {

    Role role = draft.role(accountId, name);
    draft.requireNoPolicies(role);
    draft.removeBoundary(role);
    return draft.remove(Kinds.ROLE, role);
  }
}
