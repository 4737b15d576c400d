package io.ostiary.realm.directory;

import io.ostiary.policy.request.Arn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table's managed policies, and beside them those that ship with the product. */
final class ManagedPolicies {
  private ManagedPolicies() {}

  /** The policy of an ARN as it stands. */
  static @Nullable ManagedPolicy byArn(EntityTable table, String arn) {
    Arn parsed = parse(arn);
    return parsed != null && parsed.account().equals(ShippedPolicies.OWNER)
        ? shipped(table, parsed)
        : policy(own(table, arn));
  }

  /** A shipped policy is in the partition of whoever asks, which is that of an account. */
  private static @Nullable ManagedPolicy shipped(EntityTable table, Arn arn) {
    boolean known =
        table.children(Kinds.ACCOUNT, AccountKind.ROOT).stream()
            .anyMatch(account -> account.partition().equals(arn.partition()));
    return known ? ShippedPolicies.byArn(arn.toString(), arn.partition()) : null;
  }

  private static @Nullable ManagedPolicy policy(@Nullable KeptManagedPolicy kept) {
    return kept == null ? null : kept.policy();
  }

  /** By its last segment, which is the name; the whole must then agree. */
  static @Nullable KeptManagedPolicy own(EntityTable table, String arn) {
    Arn parsed = parse(arn);
    if (parsed == null) {
      return null;
    }
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    KeptManagedPolicy kept = table.named(Kinds.MANAGED_POLICY, parsed.account(), name);
    return kept != null && kept.policy().arn().equals(arn) ? kept : null;
  }

  private static @Nullable Arn parse(String arn) {
    try {
      return Arn.parse(arn);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A policy that something in an account refers to, and which therefore exists. */
  static ManagedPolicy referred(EntityTable table, String policyId, String accountId) {
    KeptManagedPolicy kept = table.get(Kinds.MANAGED_POLICY, policyId);
    if (kept != null) {
      return kept.policy();
    }
    Account account = table.get(Kinds.ACCOUNT, accountId);
    ManagedPolicy shipped =
        account == null ? null : ShippedPolicies.byId(policyId, account.partition());
    if (shipped == null) {
      throw new IllegalStateException(
          ("policy %s is in use in account %s and does not exist; use the version of Ostiary that"
                  + " wrote it, or restore a backup")
              .formatted(policyId, accountId));
    }
    return shipped;
  }

  /** Every version of a policy, newest first. */
  static List<PolicyVersion> versions(EntityTable table, ManagedPolicy policy) {
    return policy.shipped()
        ? List.of(ShippedPolicies.version(policy))
        : table.children(Kinds.POLICY_VERSION, policy.id()).stream()
            .sorted((one, other) -> Integer.compare(other.number(), one.number()))
            .toList();
  }

  static @Nullable PolicyVersion version(
      EntityTable table, ManagedPolicy policy, String versionId) {
    if (policy.shipped()) {
      return versionId.equals(policy.defaultVersionId()) ? ShippedPolicies.version(policy) : null;
    }
    return table.get(Kinds.POLICY_VERSION, PolicyVersion.globalId(policy.id(), versionId));
  }

  static PolicyVersion defaultVersion(EntityTable table, ManagedPolicy policy) {
    PolicyVersion version = version(table, policy, policy.defaultVersionId());
    if (version == null) {
      throw new IllegalStateException(
          "policy %s has no version %s, which is its default; restore a backup"
              .formatted(policy.arn(), policy.defaultVersionId()));
    }
    return version;
  }
}
