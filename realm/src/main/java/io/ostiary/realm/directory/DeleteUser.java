package io.ostiary.realm.directory;

/** Deletes a user that owns nothing any more. */
public record DeleteUser(String accountId, String name) implements DirectoryCommand<User> {

  @Override
  public User carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, name);
    if (draft.table().count(Kinds.ACCESS_KEY, user.id()) > 0) {
      throw Refusal.mustFirst("delete access keys");
    }
    if (draft.table().get(Kinds.LOGIN_PROFILE, user.id()) != null) {
      throw Refusal.mustFirst("delete login profile");
    }
    if (draft.table().count(Kinds.MFA_DEVICE, user.id()) > 0) {
      throw Refusal.mustFirst("delete MFA device");
    }
    if (draft.table().count(Kinds.MEMBERSHIP, user.id()) > 0) {
      throw Refusal.mustFirst("remove users from group");
    }
    draft.requireNoPolicies(user);
    draft.removeBoundary(user);
    draft.removeRecoveryCodes(user);
    return draft.remove(Kinds.USER, user);
  }
}
