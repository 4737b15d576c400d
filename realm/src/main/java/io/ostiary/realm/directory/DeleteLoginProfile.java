package io.ostiary.realm.directory;

/** Takes a user's password away. */
public record DeleteLoginProfile(String accountId, String userName)
    implements DirectoryCommand<LoginProfile> {

  @Override
  public LoginProfile carryOut(DirectoryDraft draft) {

    OwnedPassword owned = new OwnedPassword(draft.user(accountId, userName));
    return draft.remove(Kinds.LOGIN_PROFILE, owned.kept(draft)).profile();
  }
}
