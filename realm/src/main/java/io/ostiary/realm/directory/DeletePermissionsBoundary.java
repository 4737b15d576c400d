package io.ostiary.realm.directory;

/** Takes the permissions boundary from a user or role, if it has one. */
public record DeletePermissionsBoundary(IdentityName of) implements DirectoryCommand<Identity> {

  @Override
  public Identity carryOut(DirectoryDraft draft) {

    Identity identity = draft.bounded(of);
    draft.removeBoundary(identity);
    return identity;
  }
}
