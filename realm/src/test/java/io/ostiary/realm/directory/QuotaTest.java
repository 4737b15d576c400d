package io.ostiary.realm.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.credential.AuthenticatorApp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every quota admits as much as it says, and refuses more by its name. */
class QuotaTest {
  private static final int OF_EACH = 2;
  private static final int PER_ACCOUNT = 4;
  private static final int SIZE = 150;

  private static final Map<Quota, Scenario> SCENARIOS = new EnumMap<>(Quota.class);

  @TempDir static Path temporary;

  private static Realm realm;

  /** What is ordered in an account of its own: all of it is admitted but for the last command. */
  private interface Scenario {
    List<DirectoryCommand<?>> in(String account);
  }

  static {
    people();
    mfaDevices();
    policies();
    providers();
    sizes();
    tags();
    organizations();
  }

  private static void people() {
    SCENARIOS.put(Quota.USERS_PER_ACCOUNT, in -> four(n -> user(in, n), user(in, "fifth")));
    SCENARIOS.put(Quota.GROUPS_PER_ACCOUNT, in -> four(n -> group(in, n), group(in, "fifth")));
    SCENARIOS.put(Quota.ROLES_PER_ACCOUNT, in -> four(n -> role(in, n), role(in, "fifth")));
    SCENARIOS.put(
        Quota.ACCESS_KEYS_PER_USER,
        in -> {
          CreateAccessKey key = new CreateAccessKey(in, "lucy");
          return List.of(user(in, "lucy"), key, key, key);
        });
    SCENARIOS.put(
        Quota.GROUPS_PER_USER,
        in ->
            List.of(
                user(in, "lucy"),
                group(in, "one"),
                group(in, "two"),
                group(in, "three"),
                new AddUserToGroup(in, "one", "lucy"),
                new AddUserToGroup(in, "two", "lucy"),
                new AddUserToGroup(in, "two", "lucy"),
                new AddUserToGroup(in, "three", "lucy")));
  }

  private static void mfaDevices() {
    SCENARIOS.put(
        Quota.VIRTUAL_MFA_DEVICES_PER_ACCOUNT,
        in -> four(n -> mfaDevice(in, n), mfaDevice(in, "fifth")));
    SCENARIOS.put(
        Quota.MFA_DEVICES_PER_USER,
        in ->
            List.of(
                user(in, "lucy"),
                enabledMfaDevice(in, "one"),
                enabledMfaDevice(in, "two"),
                enabledMfaDevice(in, "three")));
    SCENARIOS.put(
        Quota.TAGS_PER_MFA_DEVICE,
        in ->
            tags(
                mfaDevice(in, "phone"),
                new TaggedMfaDevice(in, "arn:aws:iam::" + in + ":mfa/phone")));
  }

  private static CreateVirtualMfaDevice mfaDevice(String account, String name) {
    return new CreateVirtualMfaDevice(account, "/", name, Map.of());
  }

  private static DirectoryCommand<MfaDevice> enabledMfaDevice(String account, String name) {
    return draft -> {
      NewMfaDevice device = mfaDevice(account, name).carryOut(draft);
      String seed = device.revealBase32Seed();
      Instant now = Realms.CLOCK.instant();
      return new EnableMfaDevice(
              account,
              "lucy",
              device.device().serialNumber(),
              AuthenticatorApp.code(seed, now.minusSeconds(30)),
              AuthenticatorApp.code(seed, now))
          .carryOut(draft);
    };
  }

  private static void policies() {
    SCENARIOS.put(Quota.POLICIES_PER_ACCOUNT, in -> four(n -> policy(in, n), policy(in, "fifth")));
    SCENARIOS.put(
        Quota.VERSIONS_PER_POLICY,
        in -> {
          CreatePolicyVersion version =
              new CreatePolicyVersion(in, "arn:aws:iam::" + in + ":policy/read", allow(100), false);
          return List.of(policy(in, "read"), version, version);
        });
    SCENARIOS.put(
        Quota.POLICIES_PER_USER,
        in -> attachments(in, user(in, "lucy"), IdentityName.user(in, "lucy")));
    SCENARIOS.put(
        Quota.POLICIES_PER_GROUP,
        in -> attachments(in, group(in, "team"), IdentityName.group(in, "team")));
    SCENARIOS.put(
        Quota.POLICIES_PER_ROLE,
        in -> attachments(in, role(in, "reader"), IdentityName.role(in, "reader")));
  }

  private static void providers() {
    SCENARIOS.put(
        Quota.OIDC_PROVIDERS_PER_ACCOUNT, in -> four(n -> oidc(in, n), oidc(in, "fifth")));
    SCENARIOS.put(
        Quota.SAML_PROVIDERS_PER_ACCOUNT, in -> four(n -> saml(in, n), saml(in, "fifth")));
    SCENARIOS.put(
        Quota.INSTANCE_PROFILES_PER_ACCOUNT,
        in -> four(n -> instanceProfile(in, n), instanceProfile(in, "fifth")));
    SCENARIOS.put(
        Quota.CLIENT_IDS_PER_OIDC_PROVIDER,
        in ->
            List.of(
                oidc(in, "idp"),
                new AddClientIDToOpenIDConnectProvider(in, oidcArn(in, "idp"), "second"),
                new AddClientIDToOpenIDConnectProvider(in, oidcArn(in, "idp"), "third")));
  }

  private static void sizes() {
    SCENARIOS.put(
        Quota.USER_POLICY_SIZE,
        in -> inlinePolicies(user(in, "lucy"), IdentityName.user(in, "lucy")));
    SCENARIOS.put(
        Quota.GROUP_POLICY_SIZE,
        in -> inlinePolicies(group(in, "team"), IdentityName.group(in, "team")));
    SCENARIOS.put(
        Quota.ROLE_POLICY_SIZE,
        in -> inlinePolicies(role(in, "reader"), IdentityName.role(in, "reader")));
    SCENARIOS.put(
        Quota.POLICY_SIZE,
        in ->
            List.of(
                new CreatePolicy(in, "/", "largest", allow(SIZE)),
                new CreatePolicy(in, "/", "larger", allow(SIZE + 1))));
    SCENARIOS.put(
        Quota.ACL_SIZE_PER_ROLE,
        in ->
            List.of(
                role(in, "largest", trust("x".repeat(SIZE - trust("").length()))),
                role(in, "larger", trust("x".repeat(SIZE + 1 - trust("").length())))));
    SCENARIOS.put(
        Quota.RESOURCE_POLICY_SIZE,
        in ->
            List.of(
                new PutResourcePolicy(in, "arn:aws:docs:::" + in, admit(SIZE)),
                new PutResourcePolicy(in, "arn:aws:docs:::" + in, admit(SIZE + 1))));
  }

  private static void tags() {
    SCENARIOS.put(
        Quota.TAGS_PER_USER,
        in -> tags(user(in, "lucy"), new TaggedIdentity(IdentityName.user(in, "lucy"))));
    SCENARIOS.put(
        Quota.TAGS_PER_ROLE,
        in -> tags(role(in, "reader"), new TaggedIdentity(IdentityName.role(in, "reader"))));
    SCENARIOS.put(
        Quota.TAGS_PER_POLICY,
        in ->
            tags(policy(in, "read"), new TaggedPolicy(in, "arn:aws:iam::" + in + ":policy/read")));
    SCENARIOS.put(
        Quota.TAGS_PER_OIDC_PROVIDER,
        in -> tags(oidc(in, "idp"), new TaggedOidcProvider(in, oidcArn(in, "idp"))));
    SCENARIOS.put(
        Quota.TAGS_PER_SAML_PROVIDER,
        in ->
            tags(
                saml(in, "idp"),
                new TaggedSamlProvider(in, "arn:aws:iam::" + in + ":saml-provider/idp")));
    SCENARIOS.put(
        Quota.TAGS_PER_INSTANCE_PROFILE,
        in -> tags(instanceProfile(in, "web"), new TaggedInstanceProfile(in, "web")));
  }

  private static CreateOpenIDConnectProvider oidc(String account, String host) {
    return new CreateOpenIDConnectProvider(
        account, "https://" + host, List.of("app"), List.of(), Map.of());
  }

  private static String oidcArn(String account, String host) {
    return "arn:aws:iam::" + account + ":oidc-provider/" + host;
  }

  private static CreateSAMLProvider saml(String account, String name) {
    return new CreateSAMLProvider(account, name, SamlProviderTest.METADATA, Map.of());
  }

  private static CreateInstanceProfile instanceProfile(String account, String name) {
    return new CreateInstanceProfile(account, "/", name, Map.of());
  }

  private static void organizations() {
    SCENARIOS.put(
        Quota.ACCOUNTS_PER_ORGANIZATION,
        in ->
            List.of(
                new CreateOrganization(in),
                new CreateMemberAccount(in, "second", "second@example.com"),
                new CreateMemberAccount(in, "third", "third@example.com")));
    SCENARIOS.put(
        Quota.UNITS_PER_ORGANIZATION,
        in ->
            List.of(
                new CreateOrganization(in),
                unit(in, "one", false),
                unit(in, "two", false),
                unit(in, "three", false)));
    SCENARIOS.put(
        Quota.UNIT_DEPTH,
        in ->
            List.of(
                new CreateOrganization(in),
                unit(in, "one", true),
                unit(in, "two", true),
                unit(in, "three", true)));
    SCENARIOS.put(
        Quota.CONTROL_POLICIES_PER_ORGANIZATION,
        in ->
            List.of(
                new CreateOrganization(in),
                control(in, "one", SIZE),
                control(in, "two", SIZE),
                control(in, "three", SIZE)));
    SCENARIOS.put(
        Quota.CONTROL_POLICY_SIZE,
        in ->
            List.of(
                new CreateOrganization(in),
                control(in, "largest", SIZE),
                control(in, "larger", SIZE + 1)));
    SCENARIOS.put(
        Quota.CONTROL_POLICIES_PER_TARGET,
        in ->
            List.of(
                new CreateOrganization(in),
                draft ->
                    new EnableControlPolicies(
                            in, root(draft, in), ControlPolicyType.SERVICE_CONTROL_POLICY)
                        .carryOut(draft),
                control(in, "one", SIZE),
                control(in, "two", SIZE),
                attached(in, "one"),
                attached(in, "two")));
  }

  private static String root(DirectoryDraft draft, String account) {
    return draft.organization(account).organization().rootId();
  }

  private static CreateControlPolicy control(String account, String name, int size) {
    return new CreateControlPolicy(
        account, ControlPolicyType.SERVICE_CONTROL_POLICY, name, "", allow(size));
  }

  private static DirectoryCommand<?> attached(String account, String name) {
    return draft -> {
      KeptControlPolicy policy =
          Objects.requireNonNull(draft.table().named(Kinds.CONTROL_POLICY, account, name));
      return new AttachControlPolicy(account, policy.policy().id(), root(draft, account))
          .carryOut(draft);
    };
  }

  /** A unit of the root, or of the one made last. */
  private static DirectoryCommand<?> unit(String account, String name, boolean nested) {
    return draft -> {
      String parent = root(draft, account);
      List<OrganizationalUnit> inside = draft.organization(account).unitsIn(parent);
      while (nested && !inside.isEmpty()) {
        parent = inside.get(0).id();
        inside = draft.organization(account).unitsIn(parent);
      }
      return new CreateOrganizationalUnit(account, parent, name).carryOut(draft);
    };
  }

  @BeforeAll
  static void open() {
    Quotas quotas = Quotas.AWS;
    for (Quota quota : Quota.values()) {
      quotas = quotas.with(quota, limit(quota));
    }
    realm = Realms.open(Realms.settings(temporary.resolve("data")).with(quotas));
  }

  private static int limit(Quota quota) {
    if (quota.wireName().contains("Size")) {
      return SIZE;
    }
    return quota.wireName().endsWith("PerAccount") ? PER_ACCOUNT : OF_EACH;
  }

  @AfterAll
  static void close() {
    realm.close();
  }

  @ParameterizedTest
  @EnumSource
  void admitsAsMuchAsItSaysAndNoMore(Quota quota) {
    String account = "%012d".formatted(Arrays.asList(Quota.values()).indexOf(quota) + 1);
    realm.directory().execute(new CreateAccount(account, "aws"));
    Scenario scenario =
        Objects.requireNonNull(SCENARIOS.get(quota), "give this quota a scenario here");
    List<DirectoryCommand<?>> commands = scenario.in(account);
    DirectoryCommand<?> beyond = commands.get(commands.size() - 1);
    commands.subList(0, commands.size() - 1).forEach(realm.directory()::execute);

    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> realm.directory().execute(beyond))
        .satisfies(e -> assertThat(e.code()).isEqualTo(DirectoryException.Code.LIMIT_EXCEEDED))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .isIn(
                        "Cannot exceed quota for %s: %s".formatted(quota.wireName(), limit(quota)),
                        "A managed policy can have up to 2 versions. Before you create a new"
                            + " version, you must delete an existing version.",
                        "Maximum policy size of 150 bytes exceeded for user lucy",
                        "Maximum policy size of 150 bytes exceeded for group team",
                        "Maximum policy size of 150 bytes exceeded for role reader"));
  }

  @Test
  void areAwsOwnUnlessAnotherNumberIsGiven() {
    Map<String, Integer> aws = new TreeMap<>();
    Arrays.stream(Quota.values()).forEach(quota -> aws.put(quota.wireName(), quota.awsLimit()));

    assertThat(aws)
        .containsEntry("UsersPerAccount", 5000)
        .containsEntry("GroupsPerAccount", 300)
        .containsEntry("GroupsPerUser", 10)
        .containsEntry("AccessKeysPerUser", 2)
        .hasSize(Quota.values().length);
    Quotas quotas = Quotas.AWS.with(Quota.named("GroupsPerUser"), 12);
    assertThat(quotas.of(Quota.GROUPS_PER_USER)).isEqualTo(12);
    assertThat(quotas.of(Quota.USERS_PER_ACCOUNT)).isEqualTo(5000);
    assertThat(Quotas.AWS.of(Quota.GROUPS_PER_USER)).isEqualTo(10);
  }

  @Test
  void noOtherNamesAndNoLimitBelowOneAreTaken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quota.named("usersPerAccount"))
        .withMessageStartingWith("there is no quota `usersPerAccount`; there are UsersPerAccount,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quotas.AWS.with(Quota.USERS_PER_ACCOUNT, 0))
        .withMessage("quota UsersPerAccount is 0; give a number from 1");
  }

  private static List<DirectoryCommand<?>> four(
      Function<String, DirectoryCommand<?>> make, DirectoryCommand<?> fifth) {
    return List.of(
        make.apply("one"), make.apply("two"), make.apply("three"), make.apply("four"), fifth);
  }

  private static List<DirectoryCommand<?>> attachments(
      String account, DirectoryCommand<?> owner, IdentityName to) {
    String arn = "arn:aws:iam::" + account + ":policy/";
    return List.of(
        owner,
        policy(account, "one"),
        policy(account, "two"),
        policy(account, "three"),
        new AttachPolicy(to, arn + "one"),
        new AttachPolicy(to, arn + "two"),
        new AttachPolicy(to, arn + "two"),
        new AttachPolicy(to, arn + "three"));
  }

  private static List<DirectoryCommand<?>> inlinePolicies(
      DirectoryCommand<?> owner, IdentityName name) {
    return List.of(
        owner,
        new PutInlinePolicy(name, "one", allow(SIZE)),
        new PutInlinePolicy(name, "one", "  " + allow(SIZE)),
        new PutInlinePolicy(name, "two", allow(100)));
  }

  private static List<DirectoryCommand<?>> tags(DirectoryCommand<?> owner, Tagged tagged) {
    return List.of(
        owner,
        new Tag(tagged, Map.of("One", "1", "two", "2")),
        new Tag(tagged, Map.of("one", "3")),
        new Tag(tagged, Map.of("three", "")));
  }

  private static CreateUser user(String account, String name) {
    return new CreateUser(account, "/", name, Map.of());
  }

  private static CreateGroup group(String account, String name) {
    return new CreateGroup(account, "/", name);
  }

  private static CreateRole role(String account, String name) {
    return role(account, name, trust(""));
  }

  private static CreateRole role(String account, String name, String trust) {
    return new CreateRole(account, "/", name, trust, "", Duration.ofHours(1), Map.of());
  }

  private static CreatePolicy policy(String account, String name) {
    return new CreatePolicy(account, "/", name, allow(100));
  }

  private static String trust(String sid) {
    return ("{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"%s\",\"Effect\":\"Allow\","
            + "\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}}")
        .formatted(sid);
  }

  /** A policy of exactly so many characters. */
  private static String allow(int size) {
    String shortest =
        "{\"Version\":\"2012-10-17\",\"Statement\":"
            + "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";
    return shortest.replace("s3:*", "s3:" + "x".repeat(size - shortest.length()) + "*");
  }

  private static String admit(int size) {
    String shortest =
        "{\"Version\":\"2012-10-17\",\"Statement\":"
            + "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\"}}";
    return shortest + " ".repeat(size - shortest.length());
  }
}
