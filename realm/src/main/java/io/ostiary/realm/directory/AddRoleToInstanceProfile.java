package io.ostiary.realm.directory;

import java.util.Optional;

/** Puts a role into an instance profile that holds none. */
public record AddRoleToInstanceProfile(String accountId, String profileName, String roleName)
    implements DirectoryCommand<InstanceProfile> {

  @Override
  public InstanceProfile carryOut(DirectoryDraft draft) {

    InstanceProfile profile = draft.instanceProfile(accountId, profileName);
    Role role = draft.modifiableRole(accountId, roleName);
    if (profile.roleId().isPresent()) {
      throw Refusal.instanceProfileIsFull();
    }
    return draft.put(Kinds.INSTANCE_PROFILE, profile.withRole(Optional.of(role.id())));
  }
}
