package io.ostiary.realm.directory;

import java.util.Optional;

/**
 * Gives a group another name, another path, or both. Its unique id stays, and with it everything
 * that belongs to it or names it.
 */
public record UpdateGroup(
    String accountId, String name, Optional<String> newPath, Optional<String> newName)
    implements DirectoryCommand<Group> {

  @Override
  public Group carryOut(DirectoryDraft draft) {

    Group group = draft.group(accountId, name);
    Group updated = group.at(newPath.orElse(group.path()), newName.orElse(group.name()));
    Names.path(updated.path());
    draft.requireFree(IdentityName.group(accountId, updated.name()), group);
    return updated.equals(group) ? group : draft.put(Kinds.GROUP, updated);
  }
}
