package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.ControlPolicyType.RESOURCE_CONTROL_POLICY;
import static io.ostiary.realm.directory.ControlPolicyType.SERVICE_CONTROL_POLICY;
import static io.ostiary.realm.directory.DirectoryException.Code.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way for a command on an organisation to be refused; nothing changes. */
class RefusedOrganizationCommandTest {
  private static final String DENY =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Deny\",\"Action\":\"docs:*\",\"Resource\":\"*\"}}";
  private static final String FULL = "p-FullAWSAccess";
  private static final String ALONE = "210987654321";
  private static final String NONE = "ou-none-00000000";

  /** Small enough to run into: the fixture below fills each of them. */
  private static final Quotas QUOTAS =
      Quotas.AWS
          .with(Quota.ACCOUNTS_PER_ORGANIZATION, 2)
          .with(Quota.UNITS_PER_ORGANIZATION, 4)
          .with(Quota.UNIT_DEPTH, 2)
          .with(Quota.CONTROL_POLICIES_PER_ORGANIZATION, 3)
          .with(Quota.CONTROL_POLICIES_PER_TARGET, 2)
          .with(Quota.CONTROL_POLICY_SIZE, 120);

  @TempDir static Path temporary;

  private static Realm realm;
  private static String root = "";
  private static String unit = "";
  private static String inner = "";
  private static String member = "";
  private static String attached = "";
  private static String loose = "";
  private static String resource = "";

  @BeforeAll
  static void open() {
    realm = Realms.open(Realms.settings(temporary.resolve("data")).with(QUOTAS));
    run(new CreateAccount(ALONE, "aws"));
    root = run(new CreateOrganization(ACCOUNT)).rootId();
    unit = run(new CreateOrganizationalUnit(ACCOUNT, root, "unit")).id();
    inner = run(new CreateOrganizationalUnit(ACCOUNT, unit, "inner")).id();
    run(new CreateOrganizationalUnit(ACCOUNT, root, "third"));
    run(new CreateOrganizationalUnit(ACCOUNT, root, "fourth"));
    member = run(new CreateMemberAccount(ACCOUNT, "b", "b@example.com")).accountId();
    run(new EnableControlPolicies(ACCOUNT, root, SERVICE_CONTROL_POLICY));
    attached = policy(SERVICE_CONTROL_POLICY, "attached", DENY);
    loose = policy(SERVICE_CONTROL_POLICY, "loose", DENY);
    resource =
        policy(
            RESOURCE_CONTROL_POLICY,
            "resource",
            DENY.replace("\"Action\"", "\"Principal\":\"*\",\"Action\""));
    run(new AttachControlPolicy(ACCOUNT, attached, unit));
  }

  @AfterAll
  static void close() {
    realm.close();
  }

  private static <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private static String policy(ControlPolicyType type, String name, String text) {
    return run(new CreateControlPolicy(ACCOUNT, type, name, "", text)).id();
  }

  record Case(String name, DirectoryCommand<?> command, DirectoryException.Code code, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"organizations", "tree", "policies", "attachments"})
  void isRefused(Case refused) {
    Directory before = realm.directory().snapshot();

    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> run(refused.command))
        .satisfies(e -> assertThat(e.code()).isEqualTo(refused.code))
        .withMessageContaining(refused.says);
    assertThat(realm.directory().snapshot()).isSameAs(before);
  }

  static Stream<Case> organizations() {
    return Stream.of(
        new Case(
            "a second organisation of an account",
            new CreateOrganization(ACCOUNT),
            ALREADY_IN_ORGANIZATION,
            ACCOUNT),
        new Case(
            "an organisation of a member's own",
            new CreateOrganization(member),
            ALREADY_IN_ORGANIZATION,
            member),
        new Case(
            "an account that is in none",
            new CreateOrganizationalUnit(ALONE, root, "u"),
            ORGANIZATIONS_NOT_IN_USE,
            "create one first"),
        new Case(
            "a member that is not the management account",
            new CreateOrganizationalUnit(member, root, "u"),
            ORGANIZATIONS_ACCESS_DENIED,
            "management account"),
        new Case(
            "deleting an organisation that holds something",
            new DeleteOrganization(ACCOUNT),
            ORGANIZATION_NOT_EMPTY,
            "remove them first"),
        new Case(
            "an account beyond the quota",
            new CreateMemberAccount(ACCOUNT, "c", "c@example.com"),
            LIMIT_EXCEEDED,
            "AccountsPerOrganization: 2"),
        new Case(
            "an address that is taken, ignoring case",
            new CreateMemberAccount(ACCOUNT, "c", "B@example.com"),
            INVALID_INPUT,
            "EMAIL_ALREADY_EXISTS"),
        new Case(
            "an address without a host",
            new CreateMemberAccount(ACCOUNT, "c", "cccccc@d"),
            VALIDATION_ERROR,
            "'email'"),
        new Case(
            "an address with two at signs",
            new CreateMemberAccount(ACCOUNT, "c", "c@c@example.com"),
            VALIDATION_ERROR,
            "'email'"),
        new Case(
            "an account without a name",
            new CreateMemberAccount(ACCOUNT, "", "c@example.com"),
            VALIDATION_ERROR,
            "'accountName'"));
  }

  static Stream<Case> tree() {
    return Stream.of(
        new Case(
            "a unit in no parent",
            new CreateOrganizationalUnit(ACCOUNT, NONE, "u"),
            PARENT_NOT_FOUND,
            NONE),
        new Case(
            "a unit in an account",
            new CreateOrganizationalUnit(ACCOUNT, member, "u"),
            PARENT_NOT_FOUND,
            member),
        new Case(
            "a unit whose name its parent has",
            new CreateOrganizationalUnit(ACCOUNT, root, "unit"),
            DUPLICATE_ORGANIZATIONAL_UNIT,
            "name unit"),
        new Case(
            "a unit with a line break in its name",
            new CreateOrganizationalUnit(ACCOUNT, root, "u\nu"),
            VALIDATION_ERROR,
            "printable"),
        new Case(
            "a unit too deep",
            new CreateOrganizationalUnit(ACCOUNT, inner, "u"),
            LIMIT_EXCEEDED,
            "OrganizationalUnitDepth: 2"),
        new Case(
            "a unit beyond the quota",
            new CreateOrganizationalUnit(ACCOUNT, root, "fifth"),
            LIMIT_EXCEEDED,
            "OrganizationalUnitsPerOrganization: 4"),
        new Case(
            "renaming a unit as its sibling",
            new UpdateOrganizationalUnit(ACCOUNT, unit, "third"),
            DUPLICATE_ORGANIZATIONAL_UNIT,
            "name third"),
        new Case(
            "renaming no unit",
            new UpdateOrganizationalUnit(ACCOUNT, NONE, "u"),
            ORGANIZATIONAL_UNIT_NOT_FOUND,
            NONE),
        new Case(
            "deleting a unit that holds another",
            new DeleteOrganizationalUnit(ACCOUNT, unit),
            ORGANIZATIONAL_UNIT_NOT_EMPTY,
            "move or delete them first"),
        new Case(
            "deleting no unit",
            new DeleteOrganizationalUnit(ACCOUNT, NONE),
            ORGANIZATIONAL_UNIT_NOT_FOUND,
            NONE),
        new Case(
            "moving an account of nobody",
            new MoveAccount(ACCOUNT, ALONE, root, unit),
            ACCOUNT_NOT_FOUND,
            ALONE),
        new Case(
            "moving an account from where it is not",
            new MoveAccount(ACCOUNT, member, unit, root),
            SOURCE_PARENT_NOT_FOUND,
            "is not in " + unit),
        new Case(
            "moving an account to nowhere",
            new MoveAccount(ACCOUNT, member, root, NONE),
            DESTINATION_PARENT_NOT_FOUND,
            NONE),
        new Case(
            "moving an account to where it is",
            new MoveAccount(ACCOUNT, member, root, root),
            DUPLICATE_ACCOUNT,
            "already"));
  }

  static Stream<Case> policies() {
    return Stream.of(
        new Case("a policy beyond the quota", create("p", DENY), LIMIT_EXCEEDED, ": 3"),
        new Case(
            "a policy whose name is taken, ignoring case",
            create("Loose", DENY),
            DUPLICATE_POLICY,
            "name Loose"),
        new Case(
            "a policy that is called as a shipped one",
            create("fullawsaccess", DENY),
            DUPLICATE_POLICY,
            "fullawsaccess"),
        new Case(
            "a document one blank too long",
            create("p", DENY + " ".repeat(121 - DENY.length())),
            LIMIT_EXCEEDED,
            "ControlPolicySize: 120"),
        new Case(
            "a document without its version",
            create("p", DENY.replace("\"Version\":\"2012-10-17\",", "")),
            MALFORMED_POLICY_DOCUMENT,
            "2012-10-17"),
        new Case(
            "a service control policy with a principal",
            create("p", DENY.replace("\"Action\"", "\"Principal\":\"*\",\"Action\"")),
            MALFORMED_POLICY_DOCUMENT,
            "Principal"),
        new Case(
            "a resource control policy that allows",
            new CreateControlPolicy(
                ACCOUNT,
                RESOURCE_CONTROL_POLICY,
                "p",
                "",
                DENY.replace("Deny", "Allow")
                    .replace("\"Action\"", "\"Principal\":\"*\",\"Action\"")),
            MALFORMED_POLICY_DOCUMENT,
            "only denies"),
        new Case(
            "a description of 513 characters",
            new CreateControlPolicy(ACCOUNT, SERVICE_CONTROL_POLICY, "p", "d".repeat(513), DENY),
            VALIDATION_ERROR,
            "'description'"),
        new Case("changing no policy", update("p-none", "n"), POLICY_NOT_FOUND, "p-none"),
        new Case("changing a shipped policy", update(FULL, "n"), INVALID_INPUT, "IMMUTABLE_POLICY"),
        new Case(
            "giving a policy another's name", update(loose, "attached"), DUPLICATE_POLICY, "name"),
        new Case(
            "deleting a shipped policy",
            new DeleteControlPolicy(ACCOUNT, FULL),
            INVALID_INPUT,
            "IMMUTABLE_POLICY"),
        new Case(
            "deleting a policy that is attached",
            new DeleteControlPolicy(ACCOUNT, attached),
            POLICY_IN_USE,
            "detach it first"),
        new Case(
            "enabling a type twice",
            new EnableControlPolicies(ACCOUNT, root, SERVICE_CONTROL_POLICY),
            POLICY_TYPE_ALREADY_ENABLED,
            "SERVICE_CONTROL_POLICY"),
        new Case(
            "disabling a type that is not enabled",
            new DisableControlPolicies(ACCOUNT, root, RESOURCE_CONTROL_POLICY),
            POLICY_TYPE_NOT_ENABLED,
            "RESOURCE_CONTROL_POLICY"),
        new Case(
            "enabling a type for what is no root",
            new EnableControlPolicies(ACCOUNT, unit, RESOURCE_CONTROL_POLICY),
            ROOT_NOT_FOUND,
            unit));
  }

  private static CreateControlPolicy create(String name, String text) {
    return new CreateControlPolicy(ACCOUNT, SERVICE_CONTROL_POLICY, name, "", text);
  }

  private static UpdateControlPolicy update(String id, String name) {
    return new UpdateControlPolicy(
        ACCOUNT, id, Optional.of(name), Optional.empty(), Optional.empty());
  }

  static Stream<Case> attachments() {
    return Stream.of(
        new Case("attaching no policy", attach("p-none", unit), POLICY_NOT_FOUND, "p-none"),
        new Case("attaching to nothing", attach(loose, NONE), TARGET_NOT_FOUND, NONE),
        new Case("attaching to a stranger", attach(loose, ALONE), TARGET_NOT_FOUND, ALONE),
        new Case(
            "attaching twice",
            attach(attached, unit),
            DUPLICATE_POLICY_ATTACHMENT,
            "is attached to " + unit),
        new Case(
            "attaching one too many",
            attach(loose, unit),
            LIMIT_EXCEEDED,
            "ControlPoliciesPerTarget: 2"),
        new Case(
            "attaching a policy whose type is not enabled",
            attach(resource, unit),
            POLICY_TYPE_NOT_ENABLED,
            "enable it for the root first"),
        new Case("detaching no policy", detach("p-none", unit), POLICY_NOT_FOUND, "p-none"),
        new Case("detaching from nothing", detach(attached, NONE), TARGET_NOT_FOUND, NONE),
        new Case("detaching what is not attached", detach(loose, unit), POLICY_NOT_ATTACHED, loose),
        new Case(
            "detaching the last of a target",
            detach(FULL, member),
            CONSTRAINT_VIOLATION,
            "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"));
  }

  private static AttachControlPolicy attach(String policyId, String targetId) {
    return new AttachControlPolicy(ACCOUNT, policyId, targetId);
  }

  private static DetachControlPolicy detach(String policyId, String targetId) {
    return new DetachControlPolicy(ACCOUNT, policyId, targetId);
  }
}
