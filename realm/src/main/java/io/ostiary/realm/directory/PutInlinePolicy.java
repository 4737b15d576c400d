package io.ostiary.realm.directory;

import io.ostiary.policy.document.PolicyType;

/** Writes an inline policy of a user, group or role, in place of any of that name. */
public record PutInlinePolicy(IdentityName owner, String policyName, String text)
    implements DirectoryCommand<InlinePolicy> {

  @Override
  public InlinePolicy carryOut(DirectoryDraft draft) {

    Identity identity = draft.modifiable(owner);
    InlinePolicy policy =
        new InlinePolicy(
            identity.id(),
            Names.policy(policyName),
            DirectoryDraft.parse(text, PolicyType.IDENTITY));
    draft.put(
        Kinds.INLINE_POLICY,
        new KeptInlinePolicy(identity.accountId(), draft.uniqueId("ANVA"), policy));
    int quota = draft.quotas().of(identity.kind().inlinePolicySize());
    if (inlineSize(draft, identity) > quota) {
      throw Refusal.inlinePoliciesTooLarge(quota, identity);
    }
    return policy;
  }

  private static int inlineSize(DirectoryDraft draft, Identity identity) {
    return draft.table().children(Kinds.INLINE_POLICY, identity.id()).stream()
        .mapToInt(kept -> DirectoryDraft.size(kept.policy().policy().text()))
        .sum();
  }
}
