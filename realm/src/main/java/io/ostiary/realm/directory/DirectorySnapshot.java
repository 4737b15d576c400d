package io.ostiary.realm.directory;

import io.ostiary.realm.store.Revision;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A directory that is a table of entities at a revision. */
final class DirectorySnapshot implements CredentialReads, PolicyReads, ProviderReads {
  private final Revision revision;
  private final EntityTable table;
  private final CompiledPolicies compiled;
  private final OrganizationPlaces places;

  DirectorySnapshot(Revision revision, EntityTable table, CompiledPolicies compiled) {
    this.revision = revision;
    this.table = table;
    this.compiled = compiled;
    this.places = new OrganizationPlaces(table, compiled);
  }

  @Override
  public EntityTable table() {
    return table;
  }

  @Override
  public CompiledPolicies compiled() {
    return compiled;
  }

  /** The state of the store that this is. */
  Revision at() {
    return revision;
  }

  @Override
  public long revision() {
    return revision.number();
  }

  @Override
  public List<Account> accounts() {
    return Order.sorted(
        table.children(Kinds.ACCOUNT, AccountKind.ROOT).stream(),
        Comparator.comparing(Account::id));
  }

  @Override
  public Optional<Account> account(String accountId) {
    return Optional.ofNullable(table.get(Kinds.ACCOUNT, accountId));
  }

  @Override
  public Optional<Account> accountByCanonicalId(String canonicalUserId) {
    return accountByCanonicalId(table, canonicalUserId);
  }

  static Optional<Account> accountByCanonicalId(EntityTable table, String canonicalUserId) {
    return table.children(Kinds.ACCOUNT, canonicalUserId).stream()
        .filter(account -> account.canonicalUserId().equals(canonicalUserId))
        .findFirst();
  }

  @Override
  public Optional<OrganizationTree> organization(String accountId) {
    return OrganizationTree.of(table, accountId);
  }

  @Override
  public OrganizationPlace organizationPlace(String accountId) {
    return places.of(accountId);
  }

  @Override
  public Optional<User> user(String accountId, String name) {
    return Optional.ofNullable(table.named(Kinds.USER, accountId, name));
  }

  @Override
  public Optional<User> userById(String id) {
    return Optional.ofNullable(table.get(Kinds.USER, id));
  }

  @Override
  public List<User> users(String accountId) {
    return Order.sorted(table.children(Kinds.USER, accountId).stream(), Order.byName(User::name));
  }

  @Override
  public Optional<Group> group(String accountId, String name) {
    return Optional.ofNullable(table.named(Kinds.GROUP, accountId, name));
  }

  @Override
  public List<Group> groups(String accountId) {
    return Order.sorted(table.children(Kinds.GROUP, accountId).stream(), Order.byName(Group::name));
  }

  @Override
  public Optional<Role> role(String accountId, String name) {
    return Optional.ofNullable(table.named(Kinds.ROLE, accountId, name));
  }

  @Override
  public Optional<Role> roleById(String id) {
    return Optional.ofNullable(table.get(Kinds.ROLE, id));
  }

  @Override
  public List<Role> roles(String accountId) {
    return Order.sorted(table.children(Kinds.ROLE, accountId).stream(), Order.byName(Role::name));
  }

  @Override
  public List<Group> groupsOf(User user) {
    return Order.sorted(
        table.children(Kinds.MEMBERSHIP, user.id()).stream()
            .map(membership -> table.existing(Kinds.GROUP, membership.groupId())),
        Order.byName(Group::name));
  }

  @Override
  public List<User> members(Group group) {
    return Order.sorted(
        table.children(Kinds.MEMBERSHIP, group.id()).stream()
            .map(membership -> table.existing(Kinds.USER, membership.userId())),
        Order.byName(User::name));
  }

  @Override
  public Optional<Identity> identity(IdentityName name) {
    return Optional.ofNullable(table.named(Kinds.of(name.kind()), name.accountId(), name.name()));
  }
}
