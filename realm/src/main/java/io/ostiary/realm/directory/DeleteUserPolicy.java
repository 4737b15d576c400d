package io.ostiary.realm.directory;

/** Deletes an inline policy of a user. */
public record DeleteUserPolicy(String accountId, String userName, String policyName)
    implements DirectoryCommand<InlinePolicy> {

  @Override
  public InlinePolicy carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, userName);
    String id = InlinePolicyKind.id(user.id(), Names.policy(policyName));
    KeptInlinePolicy kept =
        DirectoryDraft.present(
            draft.table().get(Kinds.INLINE_POLICY, id), () -> Refusal.noSuchUserPolicy(policyName));
    return draft.remove(Kinds.INLINE_POLICY, kept).policy();
  }
}
