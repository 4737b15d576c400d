package io.ostiary.realm.directory;

import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Arn;
import java.nio.charset.StandardCharsets;

/** Attaches a policy to a resource, in place of any it has. */
public record PutResourcePolicy(String accountId, String resourceArn, String text)
    implements DirectoryCommand<ResourcePolicy> {

  @Override
  public ResourcePolicy carryOut(DirectoryDraft draft) {
    // A policy under an ARN of another partition would never be asked: its denials would be lost.
    String partition = draft.account(accountId).partition();
    Names.arn("resourceArn", resourceArn);
    if (!Arn.parse(resourceArn).partition().equals(partition)) {
      throw Refusal.invalid(
          "The resource " + resourceArn + " is not in this installation's partition " + partition);
    }
    draft
        .quotas()
        .requireWithin(Quota.RESOURCE_POLICY_SIZE, text.getBytes(StandardCharsets.UTF_8).length);
    KeptResourcePolicy present =
        draft.table().get(Kinds.RESOURCE_POLICY, ResourcePolicyKind.id(resourceArn));
    if (present != null && !present.accountId().equals(accountId)) {
      throw Refusal.invalid(
          "The resource " + resourceArn + " belongs to account " + present.accountId());
    }
    KeptResourcePolicy kept =
        new KeptResourcePolicy(
            draft.uniqueId("ANVA"),
            resourceArn,
            accountId,
            PinnedPolicy.read(text, PolicyType.RESOURCE, accountId, draft));
    return draft.put(Kinds.RESOURCE_POLICY, kept).shown(draft.table());
  }
}
