package io.ostiary.realm.directory;

import java.util.Optional;

/** Removes the policy of a resource, if it has one. */
public record DeleteResourcePolicy(String accountId, String resourceArn)
    implements DirectoryCommand<Optional<ResourcePolicy>> {

  @Override
  public Optional<ResourcePolicy> carryOut(DirectoryDraft draft) {

    draft.account(accountId);
    Names.arn("resourceArn", resourceArn);
    KeptResourcePolicy kept =
        draft.table().get(Kinds.RESOURCE_POLICY, ResourcePolicyKind.id(resourceArn));
    if (kept == null || !kept.accountId().equals(accountId)) {
      return Optional.empty();
    }
    return Optional.of(draft.remove(Kinds.RESOURCE_POLICY, kept).shown(draft.table()));
  }
}
