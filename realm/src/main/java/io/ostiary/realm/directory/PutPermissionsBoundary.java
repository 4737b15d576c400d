package io.ostiary.realm.directory;

/** Sets a managed policy as the permissions boundary of a user or role, in place of any it has. */
public record PutPermissionsBoundary(IdentityName of, String policyArn)
    implements DirectoryCommand<ManagedPolicy> {

  @Override
  public ManagedPolicy carryOut(DirectoryDraft draft) {

    return draft.bound(draft.bounded(of), policyArn);
  }
}
