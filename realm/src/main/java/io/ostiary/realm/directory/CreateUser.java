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
    Names.path(path);
    Tags.checked(tags, Quota.TAGS_PER_USER, draft.quotas());
    draft.requireRoom(IdentityName.user(accountId, name));
    return draft.put(
        Kinds.USER,
        new User(
            draft.uniqueId("AIDA"), accountId, account.partition(), path, name, draft.now(), tags));
  }
}
