package io.ostiary.realm.directory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a table of entities says of identity providers and of what else an account has. */
interface ProviderReads extends Directory {
  /** Where it is read from. */
  EntityTable table();

  @Override
  default List<RoleDeletion> serviceLinkedRoleDeletions(String accountId) {
    return Order.sorted(
        table().children(Kinds.ROLE_DELETION, accountId).stream(),
        Comparator.comparing(RoleDeletion::deletedAt));
  }

  @Override
  default Optional<String> accountAlias(String accountId) {
    return table().children(Kinds.ACCOUNT_ALIAS, accountId).stream()
        .map(AccountAlias::alias)
        .findFirst();
  }

  @Override
  default AccountPreferences preferences(String accountId) {
    AccountPreferences stored = table().get(Kinds.ACCOUNT_PREFERENCES, accountId);
    return stored == null ? AccountPreferences.initial(accountId) : stored;
  }

  @Override
  default Optional<AccessReport> accessReport(String accountId, String jobId) {
    return Optional.ofNullable(table().get(Kinds.ACCESS_REPORT, jobId))
        .filter(report -> report.accountId().equals(accountId));
  }

  @Override
  default Optional<Account> accountByAlias(String alias) {
    return Optional.ofNullable(table().get(Kinds.ACCOUNT_ALIAS, alias))
        .flatMap(kept -> account(kept.accountId()));
  }

  @Override
  default Optional<OidcProvider> oidcProvider(String arn) {
    return Optional.ofNullable(IdentityProviders.oidc(table(), arn));
  }

  @Override
  default Optional<OidcProvider> oidcProvider(String accountId, String issuer) {
    return Optional.ofNullable(IdentityProviders.oidc(table(), accountId, issuer))
        .filter(provider -> provider.issuer().equals(issuer));
  }

  @Override
  default List<OidcProvider> oidcProviders(String accountId) {
    return Order.sorted(
        table().children(Kinds.OIDC_PROVIDER, accountId).stream(),
        Comparator.comparing(OidcProvider::arn));
  }

  @Override
  default Optional<SamlProvider> samlProvider(String arn) {
    return Optional.ofNullable(IdentityProviders.saml(table(), arn));
  }

  @Override
  default List<SamlProvider> samlProviders(String accountId) {
    return Order.sorted(
        table().children(Kinds.SAML_PROVIDER, accountId).stream(),
        Comparator.comparing(SamlProvider::arn));
  }

  @Override
  default String samlMetadata(SamlProvider provider) {
    return SamlMetadataPart.joined(table().children(Kinds.SAML_METADATA_PART, provider.id()));
  }

  @Override
  default Optional<InstanceProfile> instanceProfile(String accountId, String name) {
    return Optional.ofNullable(table().named(Kinds.INSTANCE_PROFILE, accountId, name));
  }

  @Override
  default List<InstanceProfile> instanceProfiles(String accountId) {
    return Order.sorted(
        table().children(Kinds.INSTANCE_PROFILE, accountId).stream(),
        Order.byName(InstanceProfile::name));
  }

  @Override
  default List<InstanceProfile> instanceProfiles(Role role) {
    return Order.sorted(
        table().children(Kinds.INSTANCE_PROFILE, role.id()).stream(),
        Order.byName(InstanceProfile::name));
  }
}
