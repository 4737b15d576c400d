package io.ostiary.realm.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a user. */
public record CreateUser(String accountId, String path, String name, Map<String, String> tags)
    implements DirectoryCommand<User> {

  public CreateUser {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  @Override
  public User carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    Names.user(name);
    Names.userPath(path);
    Tags.checked(tags, draft.quotas().tagsPerUser());
    if (draft.table().named(Kinds.USER, accountId, name) != null) {
      throw Refusal.userExists(name);
    }
    int quota = draft.quotas().usersPerAccount();
    if (draft.table().count(Kinds.USER, accountId) >= quota) {
      throw Refusal.beyondQuota("UsersPerAccount", quota);
    }
    return draft.put(
        Kinds.USER,
        new User(
            draft.uniqueId("AIDA"), accountId, account.partition(), path, name, draft.now(), tags));
  }
}
