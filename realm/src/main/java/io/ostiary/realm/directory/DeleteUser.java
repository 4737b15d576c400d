package io.ostiary.realm.directory;

/** Deletes a user that owns nothing any more. */
public record DeleteUser(String accountId, String name) implements DirectoryCommand<User> {

  @Override
  public User carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, name);
    EntityTable table = draft.table();
    if (table.count(Kinds.ACCESS_KEY, user.id()) > 0) {
      throw Refusal.mustFirst("delete access keys");
    }
    if (table.count(Kinds.INLINE_POLICY, user.id()) > 0) {
      throw Refusal.mustFirst("delete policies");
    }
    if (table.count(Kinds.ATTACHMENT, user.id()) > 0) {
      throw Refusal.mustFirst("detach all policies");
    }
    return draft.remove(Kinds.USER, user);
  }
}
