package io.ostiary.realm.directory;

import java.util.Optional;

/**
 * Gives a user another name, another path, or both. Its unique id stays, and with it everything
 * that belongs to it or names it.
 */
public record UpdateUser(
    String accountId, String name, Optional<String> newPath, Optional<String> newName)
    implements DirectoryCommand<User> {

  @Override
  public User carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, name);
    User updated = user.at(newPath.orElse(user.path()), newName.orElse(user.name()));
    Names.path(updated.path());
    draft.requireFree(IdentityName.user(accountId, updated.name()), user);
    return updated.equals(user) ? user : draft.put(Kinds.USER, updated);
  }
}
