package io.ostiary.realm.directory;

/** Deletes an instance profile that holds no role. */
public record DeleteInstanceProfile(String accountId, String name)
    implements DirectoryCommand<InstanceProfile> {

  @Override
  public InstanceProfile carryOut(DirectoryDraft draft) {

    InstanceProfile profile = draft.instanceProfile(accountId, name);
    if (profile.roleId().isPresent()) {
      throw Refusal.mustFirst("remove roles from instance profile");
    }
    return draft.remove(Kinds.INSTANCE_PROFILE, profile);
  }
}
