package io.ostiary.realm.directory;

import java.util.Optional;

/** Takes a role out of an instance profile. */
public record RemoveRoleFromInstanceProfile(String accountId, String profileName, String roleName)
    implements DirectoryCommand<InstanceProfile> {

  @Override
  public InstanceProfile carryOut(DirectoryDraft draft) {

    InstanceProfile profile = draft.instanceProfile(accountId, profileName);
    Role role = draft.modifiableRole(accountId, roleName);
    if (profile.roleId().filter(role.id()::equals).isEmpty()) {
      throw Refusal.notInInstanceProfile(role.name(), profile.name());
    }
    return draft.put(Kinds.INSTANCE_PROFILE, profile.withRole(Optional.empty()));
  }
}
