package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.ACCESS_DENIED;
import static io.ostiary.realm.directory.DirectoryException.Code.DELETE_CONFLICT;
import static io.ostiary.realm.directory.DirectoryException.Code.LIMIT_EXCEEDED;
import static io.ostiary.realm.directory.DirectoryException.Code.MALFORMED_POLICY_DOCUMENT;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Managed policies and their versions. */
class ManagedPolicyTest {
  private static final String OTHER_ACCOUNT = "210987654321";
  private static final String ARN = "arn:aws:iam::123456789012:policy/team/read";
  private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  @TempDir Path temporary;

  private Realm realm;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreatePolicy(ACCOUNT, "/team/", "read", document(1), "Reads.\n€ ", Map.of("k", "v")));
    run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private Directory directory() {
    return realm.directory().snapshot();
  }

  private ManagedPolicy policy() {
    return directory().managedPolicy(ARN).orElseThrow();
  }

  private PolicyVersion add(int number, boolean asDefault) {
    return run(new CreatePolicyVersion(ACCOUNT, ARN, document(number), asDefault));
  }

  private static String document(int number) {
    return """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Action": "s3:Get%s*", "Resource": "*"}}"""
        .formatted(number);
  }

  private static IdentityName lucy() {
    return IdentityName.user(ACCOUNT, "lucy");
  }

  @Test
  void aPolicyBeginsWithVersionOneAndKeepsItsDescriptionByteForByte() {
    ManagedPolicy policy = policy();

    assertThat(policy.defaultVersionId()).isEqualTo("v1");
    assertThat(policy.description()).isEqualTo("Reads.\n€ ");
    assertThat(policy.tags()).containsExactly(Map.entry("k", "v"));
    assertThat(policy.shipped()).isFalse();
    assertThat(directory().policyVersions(policy)).hasSize(1);
    assertThat(directory().defaultVersion(policy).policy().text()).isEqualTo(document(1));
  }

  @Test
  void versionsCountOnWhateverIsDeleted() {
    assertThat(add(2, false).id()).isEqualTo("v2");
    assertThat(add(3, false).id()).isEqualTo("v3");
    run(new DeletePolicyVersion(ACCOUNT, ARN, "v3"));
    realm.close();
    realm = Realms.open(temporary.resolve("data"));

    assertThat(add(4, false).id()).isEqualTo("v4");
    assertThat(directory().policyVersions(policy()))
        .extracting(PolicyVersion::id)
        .containsExactly("v4", "v2", "v1");
    assertThat(directory().policyVersion(policy(), "v2").orElseThrow().policy().text())
        .isEqualTo(document(2));
    assertThat(directory().policyVersion(policy(), "v3")).isEmpty();
  }

  @Test
  void onlyTheDefaultVersionApplies() {
    run(new AttachPolicy(lucy(), ARN));
    User lucy = directory().user(ACCOUNT, "lucy").orElseThrow();
    PolicySet first = directory().identityPolicies(lucy);
    add(2, false);
    assertThat(directory().identityPolicies(lucy)).isSameAs(first);

    assertThat(run(new SetDefaultPolicyVersion(ACCOUNT, ARN, "v2")).defaultVersionId())
        .isEqualTo("v2");
    assertThat(directory().identityPolicies(lucy)).isNotSameAs(first);
    run(new SetDefaultPolicyVersion(ACCOUNT, ARN, "v1"));
    assertThat(directory().identityPolicies(lucy)).isSameAs(first);
    add(3, true);
    assertThat(policy().defaultVersionId()).isEqualTo("v3");
  }

  @Test
  void settingTheDefaultThatIsOneChangesNothing() {
    Directory before = directory();
    run(new SetDefaultPolicyVersion(ACCOUNT, ARN, "v1"));

    assertThat(directory()).isSameAs(before);
  }

  @Test
  void aPolicyGoesWithItsLastVersionAndComesBackAsAnother() {
    String id = policy().id();
    run(new DeletePolicy(ACCOUNT, ARN));
    assertThat(directory().managedPolicy(ARN)).isEmpty();
    ManagedPolicy again = run(new CreatePolicy(ACCOUNT, "/team/", "read", document(5)));

    assertThat(again.id()).isNotEqualTo(id);
    assertThat(directory().policyVersions(again)).hasSize(1);
  }

  @Test
  void aShippedPolicyIsThereForEveryAccountAndCountedForEach() {
    run(new CreateAccount(OTHER_ACCOUNT, "aws"));
    run(new CreateUser(OTHER_ACCOUNT, "/", "fred", Map.of()));
    run(new AttachPolicy(lucy(), ADMINISTRATOR));
    run(new AttachPolicy(IdentityName.user(OTHER_ACCOUNT, "fred"), ADMINISTRATOR));
    ManagedPolicy shipped = directory().managedPolicy(ADMINISTRATOR).orElseThrow();

    assertThat(directory().attachmentCount(ACCOUNT, shipped)).isOne();
    assertThat(directory().attachedTo(OTHER_ACCOUNT, shipped))
        .extracting(Identity::name)
        .containsExactly("fred");
    realm.close();
    realm = Realms.open(temporary.resolve("data"));
    User lucy = directory().user(ACCOUNT, "lucy").orElseThrow();
    assertThat(directory().attachedPolicies(lucy)).containsExactly(shipped);
    assertThat(directory().identityPolicies(lucy)).isNotSameAs(PolicySet.EMPTY);
    run(new DetachPolicy(lucy(), ADMINISTRATOR));
    assertThat(directory().attachedPolicies(lucy)).isEmpty();
    assertThat(directory().attachmentCount(OTHER_ACCOUNT, shipped)).isOne();
  }

  @Test
  void aPolicyIsAttachedToIdentitiesOfEveryKind() {
    run(new CreateGroup(ACCOUNT, "/", "team"));
    run(new AttachPolicy(IdentityName.group(ACCOUNT, "team"), ARN));
    run(new AttachPolicy(lucy(), ARN));

    assertThat(directory().attachedTo(ACCOUNT, policy()))
        .extracting(Identity::name)
        .containsExactly("lucy", "team");
    assertThat(directory().attachmentCount(ACCOUNT, policy())).isEqualTo(2);
  }

  @Test
  void aShippedPolicyMayBoundAnIdentity() {
    run(new PutPermissionsBoundary(lucy(), ADMINISTRATOR));
    ManagedPolicy shipped = directory().managedPolicy(ADMINISTRATOR).orElseThrow();
    User lucy = directory().user(ACCOUNT, "lucy").orElseThrow();

    assertThat(directory().permissionsBoundary(lucy)).contains(shipped);
    assertThat(directory().boundBy(ACCOUNT, shipped)).containsExactly(lucy);
    assertThat(directory().boundaryUsageCount(ACCOUNT, shipped)).isOne();
    assertThat(directory().boundBy(ACCOUNT, policy())).isEmpty();
  }

  static Stream<RefusedCase> refused() {
    return Stream.of(
        new RefusedCase(
            "a sixth version",
            new Batch(
                Stream.of(2, 3, 4, 5, 6)
                    .<DirectoryCommand<?>>map(
                        n -> new CreatePolicyVersion(ACCOUNT, ARN, document(n), true))
                    .toList()),
            LIMIT_EXCEEDED,
            "A managed policy can have up to 5 versions. Before you create a new version, you must"
                + " delete an existing version."),
        new RefusedCase(
            "a malformed version",
            new CreatePolicyVersion(ACCOUNT, ARN, "{}", true),
            MALFORMED_POLICY_DOCUMENT,
            "line 1"),
        new RefusedCase(
            "a version in the older language",
            new CreatePolicyVersion(ACCOUNT, ARN, document(2).replace("2012-10", "2008-10"), true),
            MALFORMED_POLICY_DOCUMENT,
            "version 2012-10-17 or greater"),
        new RefusedCase(
            "a document of blanks beyond all measure",
            new CreatePolicyVersion(ACCOUNT, ARN, document(2) + " ".repeat(131_072), true),
            VALIDATION_ERROR,
            "less than or equal to 131072"),
        new RefusedCase(
            "a version of a policy that is none",
            new CreatePolicyVersion(ACCOUNT, ARN + "x", document(2), true),
            NO_SUCH_ENTITY,
            "Policy " + ARN + "x was not found."),
        new RefusedCase(
            "a version of a shipped policy",
            new CreatePolicyVersion(ACCOUNT, ADMINISTRATOR, document(2), true),
            ACCESS_DENIED,
            "Policy is outside your own account."),
        new RefusedCase(
            "another default for a shipped policy",
            new SetDefaultPolicyVersion(ACCOUNT, ADMINISTRATOR, "v1"),
            ACCESS_DENIED,
            "Policy is outside your own account."),
        new RefusedCase(
            "deleting a shipped policy",
            new DeletePolicy(ACCOUNT, ADMINISTRATOR),
            ACCESS_DENIED,
            "Policy is outside your own account."),
        new RefusedCase(
            "deleting another account's policy",
            new Batch(
                List.of(
                    new CreateAccount(OTHER_ACCOUNT, "aws"), new DeletePolicy(OTHER_ACCOUNT, ARN))),
            NO_SUCH_ENTITY,
            "Policy " + ARN + " was not found."),
        new RefusedCase(
            "a shipped policy of another partition",
            new AttachPolicy(lucy(), ADMINISTRATOR.replace("arn:aws:", "arn:aws-cn:")),
            NO_SUCH_ENTITY,
            "does not exist or is not attachable."),
        new RefusedCase(
            "a shipped policy under a path",
            new AttachPolicy(lucy(), ADMINISTRATOR.replace("policy/", "policy/x/")),
            NO_SUCH_ENTITY,
            "does not exist or is not attachable."),
        new RefusedCase(
            "deleting the default version",
            new DeletePolicyVersion(ACCOUNT, ARN, "v1"),
            DELETE_CONFLICT,
            "Cannot delete the default version of a policy."),
        new RefusedCase(
            "deleting a version that is none",
            new DeletePolicyVersion(ACCOUNT, ARN, "v2"),
            NO_SUCH_ENTITY,
            "Policy " + ARN + " version v2 does not exist or is not attachable."),
        new RefusedCase(
            "making a version the default that is none",
            new SetDefaultPolicyVersion(ACCOUNT, ARN, "v7"),
            NO_SUCH_ENTITY,
            "version v7 does not exist"),
        new RefusedCase(
            "what is no version",
            new SetDefaultPolicyVersion(ACCOUNT, ARN, "1"),
            VALIDATION_ERROR,
            "'versionId'"),
        new RefusedCase(
            "a version beyond numbers",
            new SetDefaultPolicyVersion(ACCOUNT, ARN, "v99999999999"),
            VALIDATION_ERROR,
            "'versionId'"),
        new RefusedCase(
            "deleting a policy of several versions",
            new Batch(
                List.of(
                    new CreatePolicyVersion(ACCOUNT, ARN, document(2), true),
                    new DeletePolicy(ACCOUNT, ARN))),
            DELETE_CONFLICT,
            "This policy has more than one version. Before you delete a policy, you must delete"
                + " the policy's versions. The default version is deleted with the policy."),
        new RefusedCase(
            "deleting a policy in use by a group",
            new Batch(
                List.of(
                    new CreateGroup(ACCOUNT, "/", "team"),
                    new AttachPolicy(IdentityName.group(ACCOUNT, "team"), ARN),
                    new DeletePolicy(ACCOUNT, ARN))),
            DELETE_CONFLICT,
            "Cannot delete a policy attached to entities."),
        new RefusedCase(
            "a description of 1,001 characters",
            new CreatePolicy(ACCOUNT, "/", "p", document(1), "x".repeat(1001), Map.of()),
            VALIDATION_ERROR,
            "'description'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(RefusedCase refused) {
    refused.order(realm.directory());
  }
}
