package io.ostiary.realm.directory;

import io.ostiary.policy.document.PolicyType;

/** Writes an inline policy of a user, in place of any of that name. */
public record PutUserPolicy(String accountId, String userName, String policyName, String text)
    implements DirectoryCommand<InlinePolicy> {

  @Override
  public InlinePolicy carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, userName);
    InlinePolicy policy =
        new InlinePolicy(
            user.id(), Names.policy(policyName), DirectoryDraft.parse(text, PolicyType.IDENTITY));
    draft.put(Kinds.INLINE_POLICY, new KeptInlinePolicy(accountId, draft.uniqueId("ANVA"), policy));
    int quota = draft.quotas().inlinePolicySizePerUser();
    if (inlineSize(draft, user) > quota) {
      throw Refusal.inlinePoliciesTooLarge(quota, user.name());
    }
    return policy;
  }

  private static int inlineSize(DirectoryDraft draft, User user) {
    return draft.table().children(Kinds.INLINE_POLICY, user.id()).stream()
        .mapToInt(kept -> DirectoryDraft.size(kept.policy().policy().text()))
        .sum();
  }
}
