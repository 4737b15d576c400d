package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.MfaSeeds;
import io.ostiary.realm.store.Change;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The next state of the directory while a command works it out: it sees its own changes, nobody
 * else does until they are stored. For one thread and one command.
 */
public final class DirectoryDraft {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int RANDOM_ID_CHARACTERS = 17;
  private static final String LOWER_CASE = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final long LEAST_ACCOUNT = 100_000_000_000L;
  private static final long MOST_ACCOUNT = 999_999_999_999L;

  /** White space included, which no quota counts. */
  private static final int LONGEST_DOCUMENT = 131_072;

  /** Where the ids of new entities come from. */
  interface UniqueIds {
    String draw(String prefix);
  }

  private final long revision;
  private final Quotas quotas;
  private final AccessKeySecrets secrets;
  private final Instant now;
  private final SecureRandom random;
  private final UniqueIds ids;
  private final PasswordWork passwords;
  private final List<Change> changes = new ArrayList<>();
  private EntityTable table;

  DirectoryDraft(
      DirectorySnapshot base,
      Quotas quotas,
      AccessKeySecrets secrets,
      Instant now,
      SecureRandom random,
      PasswordWork passwords) {
    this(
        base.table(),
        base.revision() + 1,
        quotas,
        secrets,
        now,
        random,
        prefix -> prefix + characters(random),
        passwords);
  }

  DirectoryDraft(
      EntityTable table,
      long revision,
      Quotas quotas,
      AccessKeySecrets secrets,
      Instant now,
      SecureRandom random,
      UniqueIds ids,
      PasswordWork passwords) {
    this.table = table;
    this.revision = revision;
    this.quotas = quotas;
    this.secrets = secrets;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    this.random = random;
    this.ids = ids;
    this.passwords = passwords;
  }

  EntityTable table() {
    return table;
  }

  List<Change> changes() {
    return changes;
  }

  Quotas quotas() {
    return quotas;
  }

  AccessKeySecrets secrets() {
    return secrets;
  }

  PasswordWork passwords() {
    return passwords;
  }

  MfaSeeds mfaSeeds() {
    return secrets.mfaSeeds();
  }

  Instant now() {
    return now;
  }

  /** The revision that the directory has once this is stored. */
  long revision() {
    return revision;
  }

  private static String characters(SecureRandom random) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < RANDOM_ID_CHARACTERS; i++) {
      id.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return id.toString();
  }

  /** A unique id with AWS's prefix for its kind, such as {@code AIDA}. */
  String uniqueId(String prefix) {
    return ids.draw(prefix);
  }

  /** An id as Organizations makes them: a prefix and random letters, lower-case, and digits. */
  String lowerCaseId(String prefix, int characters) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < characters; i++) {
      id.append(LOWER_CASE.charAt(random.nextInt(LOWER_CASE.length())));
    }
    return id.toString();
  }

  /** A twelve-digit id that no account has. */
  String freeAccountId() {
    String id;
    do {
      id = Long.toString(random.nextLong(LEAST_ACCOUNT, MOST_ACCOUNT + 1));
    } while (table.get(Kinds.ACCOUNT, id) != null);
    return id;
  }

  /** A random UUID, of version 4. */
  String uuid() {
    return new UUID(
            (random.nextLong() & ~0xf000L) | 0x4000L,
            (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L)
        .toString();
  }

  <T> T put(Kind<T> kind, T entity) {
    table = table.with(kind, entity);
    changes.add(Row.of(kind, entity));
    return entity;
  }

  <T> T remove(Kind<T> kind, T entity) {
    table = table.without(kind, kind.id(entity));
    changes.add(new Change.Remove(kind.tag(), kind.id(entity)));
    return entity;
  }

  Account account(String accountId) {
    Account account = table.get(Kinds.ACCOUNT, Names.account(accountId));
    return present(account, () -> Refusal.noSuchAccount(accountId));
  }

  AccountPreferences preferences(String accountId) {
    account(accountId);
    AccountPreferences stored = table.get(Kinds.ACCOUNT_PREFERENCES, accountId);
    return stored == null ? AccountPreferences.initial(accountId) : stored;
  }

  /** The organisation that an account manages. */
  OrganizationTree organization(String managementAccountId) {
    account(managementAccountId);
    OrganizationTree tree =
        OrganizationTree.of(table, managementAccountId).orElseThrow(OrganizationRefusal::notInUse);
    if (!tree.isManagement(managementAccountId)) {
      throw OrganizationRefusal.notManagement();
    }
    return tree;
  }

  User user(String accountId, String name) {
    return named(Kinds.USER, IdentityName.user(accountId, name));
  }

  Group group(String accountId, String name) {
    return named(Kinds.GROUP, IdentityName.group(accountId, name));
  }

  Role role(String accountId, String name) {
    return named(Kinds.ROLE, IdentityName.role(accountId, name));
  }

  Identity identity(IdentityName name) {
    return named(Kinds.of(name.kind()), name);
  }

  /** An identity that its account may change, which a service-linked role is not. */
  Identity modifiable(IdentityName name) {
    Identity identity = identity(name);
    if (identity instanceof Role role && role.serviceLinked()) {
      throw Refusal.protectedRole(role.name());
    }
    return identity;
  }

  Role modifiableRole(String accountId, String name) {
    modifiable(IdentityName.role(accountId, name));
    return role(accountId, name);
  }

  private <T extends Identity> T named(Kind<T> kind, IdentityName name) {
    account(name.accountId());
    return present(
        table.named(kind, name.accountId(), Names.identity(name)),
        () -> Refusal.noSuchIdentity(name));
  }

  /** Refuses a name that is malformed or taken, and an identity too many in its account. */
  void requireRoom(IdentityName name) {
    requireFree(name, null);
    int present = table.count(Kinds.of(name.kind()), name.accountId());
    quotas.requireWithin(name.kind().perAccount(), present + 1L);
  }

  /** Refuses a name that is malformed, or that another identity than the one at hand has. */
  void requireFree(IdentityName name, @Nullable Identity mine) {
    Kind<? extends Identity> kind = Kinds.of(name.kind());
    Identity present = table.named(kind, name.accountId(), Names.identity(name));
    if (present != null && !(mine != null && present.id().equals(mine.id()))) {
      throw Refusal.identityExists(name);
    }
  }

  /** A user or role, which may have a permissions boundary. */
  Identity bounded(IdentityName name) {
    if (name.kind() == IdentityKind.GROUP) {
      throw Refusal.invalid(
          "A group has no permissions boundary; set one on each of its users instead.");
    }
    return modifiable(name);
  }

  /** Sets a permissions boundary. */
  ManagedPolicy bound(Identity identity, String policyArn) {
    ManagedPolicy policy =
        policy(identity.accountId(), policyArn, () -> Refusal.notABoundary(policyArn));
    put(Kinds.BOUNDARY, new PermissionsBoundary(identity.accountId(), identity.id(), policy.id()));
    return policy;
  }

  void removeBoundary(Identity identity) {
    PermissionsBoundary boundary = table.get(Kinds.BOUNDARY, identity.id());
    if (boundary != null) {
      remove(Kinds.BOUNDARY, boundary);
    }
  }

  /** Takes the codes away that stand in for a user's MFA device. */
  void removeRecoveryCodes(User user) {
    KeptRecoveryCodes codes = table.get(Kinds.RECOVERY_CODES, user.id());
    if (codes != null) {
      remove(Kinds.RECOVERY_CODES, codes);
    }
  }

  /** Refuses to delete an identity that still has policies. */
  void requireNoPolicies(Identity identity) {
    if (table.count(Kinds.INLINE_POLICY, identity.id()) > 0) {
      throw Refusal.mustFirst("delete policies");
    }
    if (table.count(Kinds.ATTACHMENT, identity.id()) > 0) {
      throw Refusal.mustFirst("detach all policies");
    }
  }

  /**
   * A managed policy that an account may use: its own, or one that ships with the product. Another
   * account's is as good as none.
   */
  ManagedPolicy policy(String accountId, String arn, Supplier<DirectoryException> refusal) {
    Account account = account(accountId);
    ManagedPolicy policy = ManagedPolicies.byArn(table, Names.arn("policyArn", arn));
    boolean usable =
        policy != null
            && policy.partition().equals(account.partition())
            && (policy.shipped() || policy.accountId().equals(accountId));
    return present(usable ? policy : null, refusal);
  }

  /** A managed policy that an account may change: its own. */
  KeptManagedPolicy ownPolicy(String accountId, String arn) {
    ManagedPolicy policy = policy(accountId, arn, () -> Refusal.noSuchPolicy(arn));
    if (policy.shipped()) {
      throw Refusal.notYourPolicy();
    }
    return present(table.get(Kinds.MANAGED_POLICY, policy.id()), () -> Refusal.noSuchPolicy(arn));
  }

  PolicyVersion version(ManagedPolicy policy, String versionId) {
    return present(
        ManagedPolicies.version(table, policy, Names.versionId(versionId)),
        () -> Refusal.noSuchVersion(policy.arn(), versionId));
  }

  OidcProvider oidcProvider(String accountId, String arn) {
    account(accountId);
    OidcProvider provider =
        IdentityProviders.oidc(table, Names.arn("openIDConnectProviderArn", arn));
    boolean own = provider != null && provider.accountId().equals(accountId);
    return present(own ? provider : null, () -> Refusal.noSuchOidcProvider(arn));
  }

  SamlProvider samlProvider(String accountId, String arn) {
    account(accountId);
    SamlProvider provider = IdentityProviders.saml(table, Names.arn("sAMLProviderArn", arn));
    boolean own = provider != null && provider.accountId().equals(accountId);
    return present(own ? provider : null, () -> Refusal.noSuchSamlProvider(arn));
  }

  InstanceProfile instanceProfile(String accountId, String name) {
    account(accountId);
    return present(
        table.named(Kinds.INSTANCE_PROFILE, accountId, Names.instanceProfile(name)),
        () -> Refusal.noSuchInstanceProfile(name));
  }

  static <T> T present(@Nullable T entity, Supplier<DirectoryException> refusal) {
    if (entity == null) {
      throw refusal.get();
    }
    return entity;
  }

  /** Reads a document, or refuses the command with the place of its first defect. */
  static Policy parse(String text, PolicyType type) {
    Names.length("policyDocument", text, 1, LONGEST_DOCUMENT);
    return PolicyRefusal.parse(text, type);
  }

  /** A document's size as IAM counts it: without white space. */
  static int size(String document) {
    return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
  }
}
