package io.ostiary.realm.directory;

/**
 * Attaches a managed policy to a user, group or role; if it is attached already, nothing changes.
 */
public record AttachPolicy(IdentityName to, String policyArn)
    implements DirectoryCommand<ManagedPolicy> {

  @Override
  public ManagedPolicy carryOut(DirectoryDraft draft) {

    Identity identity = draft.modifiable(to);
    ManagedPolicy policy =
        draft.policy(to.accountId(), policyArn, () -> Refusal.notAttachable(policyArn));
    Attachment attachment = new Attachment(to.accountId(), identity.id(), policy.id());
    if (draft.table().get(Kinds.ATTACHMENT, Kinds.ATTACHMENT.id(attachment)) != null) {
      return policy;
    }
    draft.put(Kinds.ATTACHMENT, attachment);
    draft
        .quotas()
        .requireWithin(
            identity.kind().attachedPolicies(),
            draft.table().count(Kinds.ATTACHMENT, identity.id()));
    return policy;
  }
}
