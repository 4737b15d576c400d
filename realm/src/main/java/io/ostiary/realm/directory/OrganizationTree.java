package io.ostiary.realm.directory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An organisation at one revision: its tree of units and accounts, and which control policies are
 * in force where. A <em>target</em> is what policies are attached to: the root, a unit or an
 * account, by id.
 */
public final class OrganizationTree {
  private final EntityTable table;
  private final Organization organization;

  private OrganizationTree(EntityTable table, Organization organization) {
    this.table = table;
    this.organization = organization;
  }

  /** The organisation of an account; empty if it belongs to none. */
  static Optional<OrganizationTree> of(EntityTable table, String accountId) {
    MemberAccount member = table.get(Kinds.MEMBER_ACCOUNT, accountId);
    if (member == null) {
      return Optional.empty();
    }
    Organization organization = table.get(Kinds.ORGANIZATION, member.organizationId());
    if (organization == null) {
      throw missing(accountId, member.organizationId());
    }
    return Optional.of(new OrganizationTree(table, organization));
  }

  /** A cap that is not found must stop everything: were it skipped, what it denies would pass. */
  private static IllegalStateException missing(String whose, String id) {
    return new IllegalStateException("%s refers to %s, which does not exist".formatted(whose, id));
  }

  public Organization organization() {
    return organization;
  }

  /** The units right below a target, sorted by name. */
  public List<OrganizationalUnit> unitsIn(String parentId) {
    return sorted(
        table.children(Kinds.ORGANIZATIONAL_UNIT, parentId).stream()
            .filter(unit -> unit.organizationId().equals(organization.id())),
        OrganizationalUnit::name);
  }

  /** The accounts right below a target, sorted by id. */
  public List<MemberAccount> accountsIn(String parentId) {
    return sorted(
        table.children(Kinds.MEMBER_ACCOUNT, parentId).stream()
            .filter(member -> member.organizationId().equals(organization.id())),
        MemberAccount::accountId);
  }

  /** Every account of the organisation, sorted by id. */
  public List<MemberAccount> accounts() {
    return accountsIn(organization.id());
  }

  /** Every unit of the organisation, sorted by name. */
  public List<OrganizationalUnit> units() {
    return unitsIn(organization.id());
  }

  public Optional<OrganizationalUnit> unit(String id) {
    return Optional.ofNullable(table.get(Kinds.ORGANIZATIONAL_UNIT, id))
        .filter(unit -> unit.organizationId().equals(organization.id()));
  }

  public Optional<MemberAccount> account(String id) {
    return Optional.ofNullable(table.get(Kinds.MEMBER_ACCOUNT, id))
        .filter(member -> member.organizationId().equals(organization.id()));
  }

  /** Whether accounts and units may be below it. */
  public boolean isParent(String id) {
    return id.equals(organization.rootId()) || unit(id).isPresent();
  }

  public boolean isTarget(String id) {
    return isParent(id) || account(id).isPresent();
  }

  /** The ARN of a policy, root, unit or account by its id. */
  public Optional<String> arn(String id) {
    return id.equals(organization.rootId())
        ? Optional.of(organization.rootArn())
        : unit(id)
            .map(OrganizationalUnit::arn)
            .or(() -> account(id).map(MemberAccount::arn))
            .or(() -> policy(id).map(ControlPolicy::arn));
  }

  /** The name of a target. */
  public String name(String targetId) {
    return unit(targetId)
        .map(OrganizationalUnit::name)
        .or(() -> account(targetId).map(MemberAccount::name))
        .orElse("Root");
  }

  /** What a unit or account is right below; empty for the root, and for what is none. */
  public Optional<String> parent(String childId) {
    return unit(childId)
        .map(OrganizationalUnit::parentId)
        .or(() -> account(childId).map(MemberAccount::parentId));
  }

  /** The way to a target: the root, the units that hold it, and itself. */
  public List<String> path(String targetId) {
    List<String> path = new ArrayList<>();
    for (Optional<String> at = Optional.of(targetId); at.isPresent(); at = parent(at.get())) {
      path.add(at.get());
    }
    Collections.reverse(path);
    return path;
  }

  /** The policies of a type, shipped ones first, then by name. */
  public List<ControlPolicy> policies(ControlPolicyType type) {
    List<ControlPolicy> policies = new ArrayList<>();
    policies.add(ControlPolicy.fullAccess(type, organization.partition()));
    policies.addAll(
        sorted(
            table.children(Kinds.CONTROL_POLICY, organization.id()).stream()
                .map(KeptControlPolicy::policy)
                .filter(policy -> policy.type() == type),
            ControlPolicy::name));
    return policies;
  }

  public Optional<ControlPolicy> policy(String id) {
    return kept(id).map(KeptControlPolicy::policy).or(() -> shipped(id));
  }

  Optional<KeptControlPolicy> kept(String id) {
    return Optional.ofNullable(table.get(Kinds.CONTROL_POLICY, id))
        .filter(kept -> kept.organizationId().equals(organization.id()));
  }

  private Optional<ControlPolicy> shipped(String id) {
    return Stream.of(ControlPolicyType.values())
        .filter(type -> type.fullAccessId().equals(id))
        .findFirst()
        .map(type -> ControlPolicy.fullAccess(type, organization.partition()));
  }

  /** The policies of a type that are attached right to a target, sorted by name. */
  public List<ControlPolicy> attached(String targetId, ControlPolicyType type) {
    return isEnabled(type)
        ? sorted(
            Stream.concat(undetachable(type), attachments(targetId))
                .map(id -> policy(id).orElseThrow(() -> missing(targetId, id)))
                .filter(policy -> policy.type() == type),
            ControlPolicy::name)
        : List.of();
  }

  /** Resource control policies only deny, so the one that allows everything is always there. */
  private static Stream<String> undetachable(ControlPolicyType type) {
    return type == ControlPolicyType.RESOURCE_CONTROL_POLICY
        ? Stream.of(type.fullAccessId())
        : Stream.empty();
  }

  Stream<String> attachments(String targetId) {
    return table.children(Kinds.CONTROL_ATTACHMENT, targetId).stream()
        .map(ControlAttachment::policyId);
  }

  /** What a policy is attached to, by id. */
  public List<String> targets(ControlPolicy policy) {
    if (!isEnabled(policy.type())) {
      return List.of();
    }
    boolean everywhere = undetachable(policy.type()).anyMatch(policy.id()::equals);
    return everywhere
        ? targets().toList()
        : sorted(
            table
                .children(
                    Kinds.CONTROL_ATTACHMENT,
                    ControlAttachment.policyParent(organization.id(), policy.id()))
                .stream()
                .map(ControlAttachment::targetId),
            Function.identity());
  }

  /** Everything that policies are attached to: the root, the units, the accounts. */
  Stream<String> targets() {
    return Stream.of(
            Stream.of(organization.rootId()),
            units().stream().map(OrganizationalUnit::id),
            accounts().stream().map(MemberAccount::accountId))
        .flatMap(Function.identity());
  }

  public boolean isEnabled(ControlPolicyType type) {
    return organization.enabled().contains(type);
  }

  boolean isManagement(String accountId) {
    return organization.managementAccountId().equals(accountId);
  }

  private static <T> List<T> sorted(Stream<T> entities, Function<T, String> key) {
    return entities.sorted(Comparator.comparing(entity -> Kind.fold(key.apply(entity)))).toList();
  }
}
