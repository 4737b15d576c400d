package io.ostiary.realm.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a user.
 *
 * @param permissionsBoundary the ARN of a managed policy
 */
public record CreateUser(
    String accountId,
    String path,
    String name,
    Map<String, String> tags,
    Optional<String> permissionsBoundary)
    implements DirectoryCommand<User> {

  /** Makes one without a permissions boundary. */
  public CreateUser(String accountId, String path, String name, Map<String, String> tags) {
    this(accountId, path, name, tags, Optional.empty());
  }

  public CreateUser {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  @Override
  public User carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    Names.path(path);
    Tags.checked(tags, Quota.TAGS_PER_USER, draft.quotas());
    draft.requireRoom(IdentityName.user(accountId, name));
    User user =
        draft.put(
            Kinds.USER,
            new User(
                draft.uniqueId("AIDA"),
                accountId,
                account.partition(),
                path,
                name,
                draft.now(),
                tags));
    permissionsBoundary.ifPresent(arn -> draft.bound(user, arn));
    return user;
  }
}
