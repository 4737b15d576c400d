package io.ostiary.realm.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes an instance profile that holds no role yet. */
public record CreateInstanceProfile(
    String accountId, String path, String name, Map<String, String> tags)
    implements DirectoryCommand<InstanceProfile> {

  public CreateInstanceProfile {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  @Override
  public InstanceProfile carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    Names.instanceProfile(name);
    Names.path(path);
    Tags.checked(tags, Quota.TAGS_PER_INSTANCE_PROFILE, draft.quotas());
    if (draft.table().named(Kinds.INSTANCE_PROFILE, accountId, name) != null) {
      throw Refusal.instanceProfileExists(name);
    }
    InstanceProfile profile =
        draft.put(
            Kinds.INSTANCE_PROFILE,
            new InstanceProfile(
                draft.uniqueId("AIPA"),
                accountId,
                account.partition(),
                path,
                name,
                Optional.empty(),
                draft.now(),
                tags));
    draft
        .quotas()
        .requireWithin(
            Quota.INSTANCE_PROFILES_PER_ACCOUNT,
            draft.table().count(Kinds.INSTANCE_PROFILE, accountId));
    return profile;
  }
}
