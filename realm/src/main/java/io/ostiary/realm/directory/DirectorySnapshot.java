package io.ostiary.realm.directory;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.decision.PolicySet.Source;
import io.ostiary.policy.document.Policy;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.store.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory that is a table of entities at a revision. */
final class DirectorySnapshot implements Directory {
  private static final Comparator<AccessKey> OLDEST_FIRST =
      Comparator.comparing(AccessKey::createdAt).thenComparing(AccessKey::id);

  /** What every user may where the password policy lets users change their own. */
  private static final CompiledPolicies.Version OWN_PASSWORD =
      version(
          "AllowUsersToChangePassword",
          "AllowUsersToChangePassword",
          io.ostiary.policy.document.Policy.parse(
              "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                  + "[\"iam:ChangePassword\",\"iam:GetAccountPasswordPolicy\"],"
                  + "\"Resource\":\"*\"}}",
              io.ostiary.policy.document.PolicyType.IDENTITY));

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

  EntityTable table() {
    return table;
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
    return sorted(
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
    return sorted(table.children(Kinds.USER, accountId).stream(), byName(User::name));
  }

  @Override
  public Optional<Group> group(String accountId, String name) {
    return Optional.ofNullable(table.named(Kinds.GROUP, accountId, name));
  }

  @Override
  public List<Group> groups(String accountId) {
    return sorted(table.children(Kinds.GROUP, accountId).stream(), byName(Group::name));
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
    return sorted(table.children(Kinds.ROLE, accountId).stream(), byName(Role::name));
  }

  @Override
  public List<Group> groupsOf(User user) {
    return sorted(
        table.children(Kinds.MEMBERSHIP, user.id()).stream()
            .map(membership -> existing(Kinds.GROUP, membership.groupId())),
        byName(Group::name));
  }

  @Override
  public List<User> members(Group group) {
    return sorted(
        table.children(Kinds.MEMBERSHIP, group.id()).stream()
            .map(membership -> existing(Kinds.USER, membership.userId())),
        byName(User::name));
  }

  @Override
  public Optional<Identity> identity(IdentityName name) {
    return Optional.ofNullable(table.named(Kinds.of(name.kind()), name.accountId(), name.name()));
  }

  @Override
  public Optional<AccessKey> accessKey(String accessKeyId) {
    return Optional.ofNullable(table.get(Kinds.ACCESS_KEY, accessKeyId)).map(KeptAccessKey::key);
  }

  @Override
  public List<AccessKey> accessKeys(User user) {
    return accessKeysOf(user.id());
  }

  @Override
  public List<AccessKey> rootAccessKeys(String accountId) {
    return accessKeysOf(accountId);
  }

  private List<AccessKey> accessKeysOf(String ownerId) {
    return sorted(
        table.children(Kinds.ACCESS_KEY, ownerId).stream().map(KeptAccessKey::key), OLDEST_FIRST);
  }

  @Override
  public Optional<SealedSecret> sealedSecret(String accessKeyId) {
    return Optional.ofNullable(table.get(Kinds.ACCESS_KEY, accessKeyId)).map(KeptAccessKey::secret);
  }

  @Override
  public Optional<LoginProfile> loginProfile(User user) {
    return Optional.ofNullable(table.get(Kinds.LOGIN_PROFILE, user.id()))
        .map(KeptLoginProfile::profile);
  }

  @Override
  public Optional<SealedSecret> sealedPasswordHash(User user) {
    return Optional.ofNullable(table.get(Kinds.LOGIN_PROFILE, user.id()))
        .map(KeptLoginProfile::hash);
  }

  @Override
  public Optional<PasswordPolicy> passwordPolicy(String accountId) {
    return Optional.ofNullable(table.get(Kinds.PASSWORD_POLICY, accountId));
  }

  @Override
  public Optional<MfaDevice> mfaDevice(String serialNumber) {
    return keptMfaDevice(serialNumber).map(KeptMfaDevice::device);
  }

  private Optional<KeptMfaDevice> keptMfaDevice(String serialNumber) {
    return Optional.ofNullable(table.get(Kinds.MFA_DEVICE, MfaDeviceKind.id(serialNumber)));
  }

  @Override
  public List<MfaDevice> mfaDevices(User user) {
    return mfaDevices(user.id());
  }

  @Override
  public List<MfaDevice> mfaDevices(String accountOrUserId) {
    return sorted(
        table.children(Kinds.MFA_DEVICE, accountOrUserId).stream().map(KeptMfaDevice::device),
        byName(MfaDevice::serialNumber));
  }

  @Override
  public Optional<SealedSecret> sealedMfaSeed(String serialNumber) {
    return keptMfaDevice(serialNumber).map(KeptMfaDevice::seed);
  }

  @Override
  public Optional<SealedSecret> sealedRecoveryCodes(User user) {
    return Optional.ofNullable(table.get(Kinds.RECOVERY_CODES, user.id()))
        .map(KeptRecoveryCodes::codes);
  }

  @Override
  public SessionKeys sessionKeys() {
    return new SessionKeys(table.children(Kinds.SESSION_KEY, SessionKeyKind.INSTALLATION));
  }

  @Override
  public Optional<SessionKey> sessionKey(String id) {
    return Optional.ofNullable(table.get(Kinds.SESSION_KEY, id));
  }

  @Override
  public Optional<Instant> sessionsRevokedBefore(String id) {
    return Optional.ofNullable(table.get(Kinds.SESSION_REVOCATION, id))
        .map(SessionRevocation::issuedBefore);
  }

  @Override
  public List<InlinePolicy> inlinePolicies(Identity identity) {
    return sorted(
        table.children(Kinds.INLINE_POLICY, identity.id()).stream().map(KeptInlinePolicy::policy),
        byName(InlinePolicy::name));
  }

  @Override
  public Optional<InlinePolicy> inlinePolicy(Identity identity, String policyName) {
    String id = InlinePolicyKind.id(identity.id(), policyName);
    return Optional.ofNullable(table.get(Kinds.INLINE_POLICY, id)).map(KeptInlinePolicy::policy);
  }

  @Override
  public Optional<ManagedPolicy> managedPolicy(String arn) {
    return Optional.ofNullable(ManagedPolicies.byArn(table, arn));
  }

  @Override
  public List<ManagedPolicy> shippedPolicies(String accountId) {
    return account(accountId)
        .map(account -> ShippedPolicies.in(account.partition()))
        .orElse(List.of());
  }

  @Override
  public List<PolicyVersion> policyVersions(ManagedPolicy policy) {
    return ManagedPolicies.versions(table, policy);
  }

  @Override
  public Optional<PolicyVersion> policyVersion(ManagedPolicy policy, String versionId) {
    return Optional.ofNullable(ManagedPolicies.version(table, policy, versionId));
  }

  @Override
  public PolicyVersion defaultVersion(ManagedPolicy policy) {
    return ManagedPolicies.defaultVersion(table, policy);
  }

  @Override
  public List<ManagedPolicy> managedPolicies(String accountId) {
    return sorted(
        table.children(Kinds.MANAGED_POLICY, accountId).stream().map(KeptManagedPolicy::policy),
        byName(ManagedPolicy::name));
  }

  @Override
  public int attachmentCount(String accountId, ManagedPolicy policy) {
    return table.count(Kinds.ATTACHMENT, Attachment.of(accountId, policy.id()));
  }

  @Override
  public List<Identity> attachedTo(String accountId, ManagedPolicy policy) {
    return byKindAndName(Identities.attachedTo(table, accountId, policy));
  }

  private static List<Identity> byKindAndName(List<Identity> identities) {
    return sorted(
        identities.stream(),
        Comparator.comparing(Identity::kind).thenComparing(byName(Identity::name)));
  }

  @Override
  public List<ManagedPolicy> attachedPolicies(Identity identity) {
    return sorted(attached(identity).stream(), byName(ManagedPolicy::name));
  }

  private List<ManagedPolicy> attached(Identity identity) {
    List<ManagedPolicy> attached = new ArrayList<>();
    for (Attachment attachment : table.children(Kinds.ATTACHMENT, identity.id())) {
      attached.add(ManagedPolicies.referred(table, attachment.policyId(), attachment.accountId()));
    }
    return attached;
  }

  /** What is referred to. Were a reference into nothing skipped, denials could be lost. */
  private <T> T existing(Kind<T> kind, String id) {
    T entity = table.get(kind, id);
    if (entity == null) {
      throw new IllegalStateException(
          "the directory refers to %s %s, which does not exist".formatted(kind.tag(), id));
    }
    return entity;
  }

  @Override
  public PolicySet identityPolicies(Identity identity) {
    List<CompiledPolicies.Version> versions = new ArrayList<>();
    addVersions(identity, versions);
    if (identity instanceof User) {
      for (Membership membership : table.children(Kinds.MEMBERSHIP, identity.id())) {
        addVersions(existing(Kinds.GROUP, membership.groupId()), versions);
      }
      if (passwordPolicy(identity.accountId())
          .filter(PasswordPolicy::allowUsersToChange)
          .isPresent()) {
        versions.add(OWN_PASSWORD);
      }
    }
    return compiled.of(versions);
  }

  private void addVersions(Identity identity, List<CompiledPolicies.Version> versions) {
    for (KeptInlinePolicy kept : table.children(Kinds.INLINE_POLICY, identity.id())) {
      versions.add(version(kept.versionId(), kept.policy().name(), kept.policy().policy()));
    }
    for (ManagedPolicy policy : attached(identity)) {
      versions.add(version(policy));
    }
  }

  @Override
  public Optional<ManagedPolicy> permissionsBoundary(Identity identity) {
    return Optional.ofNullable(table.get(Kinds.BOUNDARY, identity.id()))
        .map(kept -> ManagedPolicies.referred(table, kept.policyId(), kept.accountId()));
  }

  @Override
  public Optional<PolicySet> boundaryPolicies(Identity identity) {
    return permissionsBoundary(identity).map(policy -> compiled.of(List.of(version(policy))));
  }

  @Override
  public int boundaryUsageCount(String accountId, ManagedPolicy policy) {
    return table.count(Kinds.BOUNDARY, Attachment.of(accountId, policy.id()));
  }

  @Override
  public List<Identity> boundBy(String accountId, ManagedPolicy policy) {
    return byKindAndName(Identities.boundBy(table, accountId, policy));
  }

  private CompiledPolicies.Version version(ManagedPolicy policy) {
    PolicyVersion applied = defaultVersion(policy);
    return version(applied.globalId(), policy.arn(), applied.policy());
  }

  private static CompiledPolicies.Version version(String id, String cited, Policy policy) {
    return new CompiledPolicies.Version(id, new Source(cited, policy));
  }

  @Override
  public String trustPolicy(Role role) {
    return pinnedTrustPolicy(role).shown(table);
  }

  @Override
  public Policy enforcedTrustPolicy(Role role) {
    return pinnedTrustPolicy(role).enforced();
  }

  private PinnedPolicy pinnedTrustPolicy(Role role) {
    return existing(Kinds.TRUST_POLICY, role.id()).pinned();
  }

  @Override
  public PolicySet trustPolicies(Role role) {
    KeptTrustPolicy kept = table.get(Kinds.TRUST_POLICY, role.id());
    return kept == null
        ? PolicySet.EMPTY
        : compiled.of(List.of(version(kept.versionId(), role.arn(), kept.pinned().enforced())));
  }

  @Override
  public List<RoleDeletion> serviceLinkedRoleDeletions(String accountId) {
    return sorted(
        table.children(Kinds.ROLE_DELETION, accountId).stream(),
        Comparator.comparing(RoleDeletion::deletedAt));
  }

  @Override
  public Optional<String> accountAlias(String accountId) {
    return table.children(Kinds.ACCOUNT_ALIAS, accountId).stream()
        .map(AccountAlias::alias)
        .findFirst();
  }

  @Override
  public AccountPreferences preferences(String accountId) {
    AccountPreferences stored = table.get(Kinds.ACCOUNT_PREFERENCES, accountId);
    return stored == null ? AccountPreferences.initial(accountId) : stored;
  }

  @Override
  public Optional<AccessReport> accessReport(String accountId, String jobId) {
    return Optional.ofNullable(table.get(Kinds.ACCESS_REPORT, jobId))
        .filter(report -> report.accountId().equals(accountId));
  }

  @Override
  public Optional<Account> accountByAlias(String alias) {
    return Optional.ofNullable(table.get(Kinds.ACCOUNT_ALIAS, alias))
        .flatMap(kept -> account(kept.accountId()));
  }

  @Override
  public Optional<OidcProvider> oidcProvider(String arn) {
    return Optional.ofNullable(IdentityProviders.oidc(table, arn));
  }

  @Override
  public Optional<OidcProvider> oidcProvider(String accountId, String issuer) {
    return Optional.ofNullable(IdentityProviders.oidc(table, accountId, issuer))
        .filter(provider -> provider.issuer().equals(issuer));
  }

  @Override
  public List<OidcProvider> oidcProviders(String accountId) {
    return sorted(
        table.children(Kinds.OIDC_PROVIDER, accountId).stream(),
        Comparator.comparing(OidcProvider::arn));
  }

  @Override
  public Optional<SamlProvider> samlProvider(String arn) {
    return Optional.ofNullable(IdentityProviders.saml(table, arn));
  }

  @Override
  public List<SamlProvider> samlProviders(String accountId) {
    return sorted(
        table.children(Kinds.SAML_PROVIDER, accountId).stream(),
        Comparator.comparing(SamlProvider::arn));
  }

  @Override
  public String samlMetadata(SamlProvider provider) {
    return SamlMetadataPart.joined(table.children(Kinds.SAML_METADATA_PART, provider.id()));
  }

  @Override
  public Optional<InstanceProfile> instanceProfile(String accountId, String name) {
    return Optional.ofNullable(table.named(Kinds.INSTANCE_PROFILE, accountId, name));
  }

  @Override
  public List<InstanceProfile> instanceProfiles(String accountId) {
    return sorted(
        table.children(Kinds.INSTANCE_PROFILE, accountId).stream(), byName(InstanceProfile::name));
  }

  @Override
  public List<InstanceProfile> instanceProfiles(Role role) {
    return sorted(
        table.children(Kinds.INSTANCE_PROFILE, role.id()).stream(), byName(InstanceProfile::name));
  }

  @Override
  public Optional<ResourcePolicy> resourcePolicy(String resourceArn) {
    return Optional.ofNullable(kept(resourceArn)).map(kept -> kept.shown(table));
  }

  @Override
  public PolicySet resourcePolicies(String resourceArn) {
    KeptResourcePolicy kept = kept(resourceArn);
    return kept == null
        ? PolicySet.EMPTY
        : compiled.of(List.of(version(kept.versionId(), resourceArn, kept.pinned().enforced())));
  }

  /** By its parent, which is the ARN, rather than by its id, which is a digest. */
  private @Nullable KeptResourcePolicy kept(String resourceArn) {
    List<KeptResourcePolicy> kept = table.children(Kinds.RESOURCE_POLICY, resourceArn);
    return kept.isEmpty() ? null : kept.get(0);
  }

  private static <T> Comparator<T> byName(Function<T, String> name) {
    return Comparator.comparing(entity -> Kind.fold(name.apply(entity)));
  }

  private static <T> List<T> sorted(Stream<T> entities, Comparator<T> order) {
    return entities.sorted(order).toList();
  }
}
