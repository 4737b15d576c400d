package io.ostiary.realm.directory;

/** Deletes an inline policy of a user, group or role. */
public record DeleteInlinePolicy(IdentityName owner, String policyName)
    implements DirectoryCommand<InlinePolicy> {

  @Override
  public InlinePolicy carryOut(DirectoryDraft draft) {

    Identity identity = draft.modifiable(owner);
    String id = InlinePolicyKind.id(identity.id(), Names.policy(policyName));
    KeptInlinePolicy kept =
        DirectoryDraft.present(
            draft.table().get(Kinds.INLINE_POLICY, id),
            () -> Refusal.noSuchInlinePolicy(identity.kind(), policyName));
    return draft.remove(Kinds.INLINE_POLICY, kept).policy();
  }
}
