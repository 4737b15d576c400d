package io.ostiary.realm.directory;

import java.time.Duration;
import java.util.Optional;

/**
 * Changes a role's description, its longest session, or both; what is empty stays as it is. The
 * description of a service-linked role is anybody's to change.
 */
public record UpdateRole(
    String accountId,
    String name,
    Optional<String> description,
    Optional<Duration> maxSessionDuration)
    implements DirectoryCommand<Role> {

  @Override
  public Role carryOut(DirectoryDraft draft) {

    Role role =
        maxSessionDuration.isPresent()
            ? draft.modifiableRole(accountId, name)
            : draft.role(accountId, name);
    Role changed =
        role.with(
            description.map(Names::roleDescription).orElse(role.description()),
            maxSessionDuration.map(Names::maxSessionDuration).orElse(role.maxSessionDuration()));
    return changed.equals(role) ? role : draft.put(Kinds.ROLE, changed);
  }
}
