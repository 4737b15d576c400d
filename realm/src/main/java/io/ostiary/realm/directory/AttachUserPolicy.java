package io.ostiary.realm.directory;

/** Attaches a managed policy to a user; if it is attached already, nothing changes. */
public record AttachUserPolicy(String accountId, String userName, String policyArn)
    implements DirectoryCommand<ManagedPolicy> {

  @Override
  public ManagedPolicy carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, userName);
    ManagedPolicy policy =
        draft.policy(accountId, policyArn, () -> Refusal.notAttachable(policyArn)).policy();
    Attachment attachment = new Attachment(accountId, user.id(), policy.id());
    if (draft.table().get(Kinds.ATTACHMENT, Kinds.ATTACHMENT.id(attachment)) != null) {
      return policy;
    }
    int quota = draft.quotas().attachedPoliciesPerUser();
    if (draft.table().count(Kinds.ATTACHMENT, user.id()) >= quota) {
      throw Refusal.beyondQuota("PoliciesPerUser", quota);
    }
    draft.put(Kinds.ATTACHMENT, attachment);
    return policy;
  }
}
