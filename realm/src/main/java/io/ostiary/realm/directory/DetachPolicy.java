package io.ostiary.realm.directory;

import java.util.function.Supplier;

/** Detaches a managed policy from a user, group or role. */
public record DetachPolicy(IdentityName from, String policyArn)
    implements DirectoryCommand<ManagedPolicy> {

  @Override
  public ManagedPolicy carryOut(DirectoryDraft draft) {

    Identity identity = draft.modifiable(from);
    Supplier<DirectoryException> refusal = () -> Refusal.noSuchPolicy(policyArn);
    ManagedPolicy policy = draft.policy(from.accountId(), policyArn, refusal);
    String id = Attachment.id(identity.id(), policy.id());
    draft.remove(
        Kinds.ATTACHMENT, DirectoryDraft.present(draft.table().get(Kinds.ATTACHMENT, id), refusal));
    return policy;
  }
}
