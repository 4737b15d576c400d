package io.ostiary.realm.directory;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.decision.PolicySet.Source;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a table of entities says of policies, as they were written and as they decide. */
interface PolicyReads extends Directory {
  /** Where it is read from. */
  EntityTable table();

  /** The sets of policies that were compiled before. */
  CompiledPolicies compiled();

  /** What every user may where the password policy lets users change their own. */
  CompiledPolicies.Version OWN_PASSWORD =
      version(
          "AllowUsersToChangePassword",
          "AllowUsersToChangePassword",
          Policy.parse(
              "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                  + "[\"iam:ChangePassword\",\"iam:GetAccountPasswordPolicy\"],"
                  + "\"Resource\":\"*\"}}",
              PolicyType.IDENTITY));

  @Override
  default List<InlinePolicy> inlinePolicies(Identity identity) {
    return Order.sorted(
        table().children(Kinds.INLINE_POLICY, identity.id()).stream().map(KeptInlinePolicy::policy),
        Order.byName(InlinePolicy::name));
  }

  @Override
  default Optional<InlinePolicy> inlinePolicy(Identity identity, String policyName) {
    String id = InlinePolicyKind.id(identity.id(), policyName);
    return Optional.ofNullable(table().get(Kinds.INLINE_POLICY, id)).map(KeptInlinePolicy::policy);
  }

  @Override
  default Optional<ManagedPolicy> managedPolicy(String arn) {
    return Optional.ofNullable(ManagedPolicies.byArn(table(), arn));
  }

  @Override
  default List<ManagedPolicy> shippedPolicies(String accountId) {
    return account(accountId)
        .map(account -> ShippedPolicies.in(account.partition()))
        .orElse(List.of());
  }

  @Override
  default List<PolicyVersion> policyVersions(ManagedPolicy policy) {
    return ManagedPolicies.versions(table(), policy);
  }

  @Override
  default Optional<PolicyVersion> policyVersion(ManagedPolicy policy, String versionId) {
    return Optional.ofNullable(ManagedPolicies.version(table(), policy, versionId));
  }

  @Override
  default PolicyVersion defaultVersion(ManagedPolicy policy) {
    return ManagedPolicies.defaultVersion(table(), policy);
  }

  @Override
  default List<ManagedPolicy> managedPolicies(String accountId) {
    return Order.sorted(
        table().children(Kinds.MANAGED_POLICY, accountId).stream().map(KeptManagedPolicy::policy),
        Order.byName(ManagedPolicy::name));
  }

  @Override
  default int attachmentCount(String accountId, ManagedPolicy policy) {
    return table().count(Kinds.ATTACHMENT, Attachment.of(accountId, policy.id()));
  }

  @Override
  default List<Identity> attachedTo(String accountId, ManagedPolicy policy) {
    return byKindAndName(Identities.attachedTo(table(), accountId, policy));
  }

  private static List<Identity> byKindAndName(List<Identity> identities) {
    return Order.sorted(
        identities.stream(),
        Comparator.comparing(Identity::kind).thenComparing(Order.byName(Identity::name)));
  }

  @Override
  default List<ManagedPolicy> attachedPolicies(Identity identity) {
    return Order.sorted(attached(identity).stream(), Order.byName(ManagedPolicy::name));
  }

  private List<ManagedPolicy> attached(Identity identity) {
    List<ManagedPolicy> attached = new ArrayList<>();
    for (Attachment attachment : table().children(Kinds.ATTACHMENT, identity.id())) {
      attached.add(
          ManagedPolicies.referred(table(), attachment.policyId(), attachment.accountId()));
    }
    return attached;
  }

  @Override
  default PolicySet identityPolicies(Identity identity) {
    List<CompiledPolicies.Version> versions = new ArrayList<>();
    addVersions(identity, versions);
    if (identity instanceof User) {
      for (Membership membership : table().children(Kinds.MEMBERSHIP, identity.id())) {
        addVersions(table().existing(Kinds.GROUP, membership.groupId()), versions);
      }
      if (passwordPolicy(identity.accountId())
          .filter(PasswordPolicy::allowUsersToChange)
          .isPresent()) {
        versions.add(OWN_PASSWORD);
      }
    }
    return compiled().of(versions);
  }

  private void addVersions(Identity identity, List<CompiledPolicies.Version> versions) {
    for (KeptInlinePolicy kept : table().children(Kinds.INLINE_POLICY, identity.id())) {
      versions.add(version(kept.versionId(), kept.policy().name(), kept.policy().policy()));
    }
    for (ManagedPolicy policy : attached(identity)) {
      versions.add(version(policy));
    }
  }

  @Override
  default Optional<ManagedPolicy> permissionsBoundary(Identity identity) {
    return Optional.ofNullable(table().get(Kinds.BOUNDARY, identity.id()))
        .map(kept -> ManagedPolicies.referred(table(), kept.policyId(), kept.accountId()));
  }

  @Override
  default Optional<PolicySet> boundaryPolicies(Identity identity) {
    return permissionsBoundary(identity).map(policy -> compiled().of(List.of(version(policy))));
  }

  @Override
  default int boundaryUsageCount(String accountId, ManagedPolicy policy) {
    return table().count(Kinds.BOUNDARY, Attachment.of(accountId, policy.id()));
  }

  @Override
  default List<Identity> boundBy(String accountId, ManagedPolicy policy) {
    return byKindAndName(Identities.boundBy(table(), accountId, policy));
  }

  private CompiledPolicies.Version version(ManagedPolicy policy) {
    PolicyVersion applied = defaultVersion(policy);
    return version(applied.globalId(), policy.arn(), applied.policy());
  }

  private static CompiledPolicies.Version version(String id, String cited, Policy policy) {
    return new CompiledPolicies.Version(id, new Source(cited, policy));
  }

  @Override
  default String trustPolicy(Role role) {
    return pinnedTrustPolicy(role).shown(table());
  }

  @Override
  default Policy enforcedTrustPolicy(Role role) {
    return pinnedTrustPolicy(role).enforced();
  }

  private PinnedPolicy pinnedTrustPolicy(Role role) {
    return table().existing(Kinds.TRUST_POLICY, role.id()).pinned();
  }

  @Override
  default PolicySet trustPolicies(Role role) {
    KeptTrustPolicy kept = table().get(Kinds.TRUST_POLICY, role.id());
    return kept == null
        ? PolicySet.EMPTY
        : compiled().of(List.of(version(kept.versionId(), role.arn(), kept.pinned().enforced())));
  }

  @Override
  default Optional<ResourcePolicy> resourcePolicy(String resourceArn) {
    return Optional.ofNullable(kept(resourceArn)).map(kept -> kept.shown(table()));
  }

  @Override
  default PolicySet resourcePolicies(String resourceArn) {
    KeptResourcePolicy kept = kept(resourceArn);
    return kept == null
        ? PolicySet.EMPTY
        : compiled().of(List.of(version(kept.versionId(), resourceArn, kept.pinned().enforced())));
  }

  /** By its parent, which is the ARN, rather than by its id, which is a digest. */
  private @Nullable KeptResourcePolicy kept(String resourceArn) {
    List<KeptResourcePolicy> kept = table().children(Kinds.RESOURCE_POLICY, resourceArn);
    return kept.isEmpty() ? null : kept.get(0);
  }
}
