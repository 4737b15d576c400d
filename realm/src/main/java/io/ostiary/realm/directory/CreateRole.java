package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes a role.
 *
 * @param trustPolicy the document that says who may assume it
 */
public record CreateRole(
    String accountId,
    String path,
    String name,
    String trustPolicy,
    String description,
    Duration maxSessionDuration,
    Map<String, String> tags)
    implements DirectoryCommand<Role> {

  public CreateRole {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  @Override
  public Role carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    Names.path(path);
    Names.description(description);
    Names.maxSessionDuration(maxSessionDuration);
    Tags.checked(tags, Quota.TAGS_PER_ROLE, draft.quotas());
    Policy trust = DirectoryDraft.parse(trustPolicy, PolicyType.TRUST);
    draft.quotas().requireWithin(Quota.ACL_SIZE_PER_ROLE, DirectoryDraft.size(trustPolicy));
    draft.requireRoom(IdentityName.role(accountId, name));
    return draft.put(
        Kinds.ROLE,
        new Role(
            draft.uniqueId("AROA"),
            accountId,
            account.partition(),
            path,
            name,
            draft.now(),
            trust,
            description,
            maxSessionDuration,
            tags));
  }
}
