package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.ACCESS_DENIED;
import static io.ostiary.realm.directory.DirectoryException.Code.DELETE_CONFLICT;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_ALREADY_EXISTS;
import static io.ostiary.realm.directory.DirectoryException.Code.INVALID_INPUT;
import static io.ostiary.realm.directory.DirectoryException.Code.LIMIT_EXCEEDED;
import static io.ostiary.realm.directory.DirectoryException.Code.MALFORMED_POLICY_DOCUMENT;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.UNMODIFIABLE_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Roles, those of services, and the instance profiles that hold them. */
class RoleTest {
  private static final String ALLOW =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
          + "\"Principal\":{\"Service\":\"jobs.example.com\"},\"Action\":\"sts:AssumeRole\"}}";
  private static final LinkedService JOBS =
      new LinkedService("jobs.example.com", "Jobs", "Runs jobs.", ALLOW);
  private static final String JOBS_ROLE = "AWSServiceRoleForJobs";

  @TempDir Path temporary;

  private Realm realm;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(role("app"));
    run(new CreateInstanceProfile(ACCOUNT, "/web/", "machine", Map.of("k", "v")));
    run(new CreateServiceLinkedRole(ACCOUNT, JOBS, "", ""));
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

  private static CreateRole role(String name) {
    return new CreateRole(
        ACCOUNT, "/", name, TRUST, "What\tit does.", Duration.ofHours(2), Map.of("k", "v"));
  }

  private Role app() {
    return directory().role(ACCOUNT, "app").orElseThrow();
  }

  @Test
  void aRoleKeepsWhatItWasMadeWith() {
    realm.close();
    realm = Realms.open(temporary.resolve("data"));
    Role app = app();

    assertThat(app.id()).matches("AROA[A-Z2-7]{17}");
    assertThat(app.arn()).isEqualTo("arn:aws:iam::123456789012:role/app");
    assertThat(app.description()).isEqualTo("What\tit does.");
    assertThat(app.maxSessionDuration()).isEqualTo(Duration.ofHours(2));
    assertThat(app.tags()).containsExactly(Map.entry("k", "v"));
    assertThat(app.serviceLinked()).isFalse();
    assertThat(directory().trustPolicy(app)).isEqualTo(TRUST);
  }

  @Test
  void aRoleMayBeBoundFromTheBeginning() {
    String readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    Role bound =
        run(
            new CreateRole(
                ACCOUNT,
                "/",
                "bound",
                TRUST,
                "",
                CreateRole.DEFAULT_MAX_SESSION,
                Map.of(),
                Optional.of(readOnly)));

    assertThat(directory().permissionsBoundary(bound)).map(ManagedPolicy::arn).contains(readOnly);
    run(new DeleteRole(ACCOUNT, "bound"));
    assertThat(directory().permissionsBoundary(bound)).isEmpty();
  }

  @Test
  void whatAnUpdateLeavesOutStays() {
    run(new UpdateRole(ACCOUNT, "app", Optional.of(""), Optional.empty()));
    assertThat(app().description()).isEmpty();
    assertThat(app().maxSessionDuration()).isEqualTo(Duration.ofHours(2));
    run(new UpdateRole(ACCOUNT, "app", Optional.empty(), Optional.of(Duration.ofHours(12))));
    assertThat(app().maxSessionDuration()).isEqualTo(Duration.ofHours(12));
    Directory before = directory();

    run(new UpdateRole(ACCOUNT, "app", Optional.empty(), Optional.empty()));
    assertThat(directory()).isSameAs(before);
  }

  @Test
  void anInstanceProfileTakesARoleAndGivesItBack() {
    run(new AddRoleToInstanceProfile(ACCOUNT, "MACHINE", "APP"));
    realm.close();
    realm = Realms.open(temporary.resolve("data"));
    InstanceProfile profile = directory().instanceProfile(ACCOUNT, "machine").orElseThrow();

    assertThat(profile.id()).matches("AIPA[A-Z2-7]{17}");
    assertThat(profile.arn()).isEqualTo("arn:aws:iam::123456789012:instance-profile/web/machine");
    assertThat(profile.roleId()).contains(app().id());
    assertThat(profile.tags()).containsExactly(Map.entry("k", "v"));
    assertThat(directory().instanceProfiles(app())).containsExactly(profile);
    assertThat(directory().instanceProfiles(ACCOUNT)).containsExactly(profile);
    run(new RemoveRoleFromInstanceProfile(ACCOUNT, "machine", "app"));
    assertThat(directory().instanceProfiles(app())).isEmpty();
    run(new DeleteInstanceProfile(ACCOUNT, "machine"));
    assertThat(directory().instanceProfiles(ACCOUNT)).isEmpty();
  }

  @Test
  void aServiceLinkedRoleTrustsItsServiceAndHasItsPermissions() {
    Role jobs = directory().role(ACCOUNT, JOBS_ROLE).orElseThrow();

    assertThat(jobs.arn())
        .isEqualTo("arn:aws:iam::123456789012:role/aws-service-role/jobs.example.com/" + JOBS_ROLE);
    assertThat(jobs.serviceLinked()).isTrue();
    assertThat(jobs.description()).isEqualTo("Runs jobs.");
    assertThat(directory().trustPolicy(jobs))
        .isEqualTo(TRUST.replace("t\":{\"E", "t\":[{\"E").replace("}}", "}]}"));
    assertThat(directory().inlinePolicies(jobs))
        .extracting(policy -> policy.name() + " " + policy.policy().text())
        .containsExactly("JobsServiceRolePolicy " + ALLOW);
  }

  @Test
  void onlyItsServiceChangesAServiceLinkedRole() {
    String more = ALLOW.replace("s3:*", "*");
    LinkedService newer = new LinkedService("jobs.example.com", "Jobs", "Runs jobs.", more);
    run(new UpdateServiceLinkedRole(ACCOUNT, newer, ""));
    Role jobs = directory().role(ACCOUNT, JOBS_ROLE).orElseThrow();
    assertThat(directory().inlinePolicies(jobs).get(0).policy().text()).isEqualTo(more);
    Directory before = directory();

    run(new UpdateServiceLinkedRole(ACCOUNT, newer, ""));
    assertThat(directory()).isSameAs(before);
    Role described =
        run(new UpdateRole(ACCOUNT, JOBS_ROLE, Optional.of("Ours."), Optional.empty()));
    assertThat(described.description()).isEqualTo("Ours.");
  }

  @Test
  void aServiceMayHaveSeveralRoles() {
    Role second = run(new CreateServiceLinkedRole(ACCOUNT, JOBS, "At night.", "night"));

    assertThat(second.name()).isEqualTo(JOBS_ROLE + "_night");
    assertThat(second.description()).isEqualTo("At night.");
  }

  @Test
  void theDeletionOfAServiceLinkedRoleIsRemembered() {
    RoleDeletion deletion = run(new DeleteServiceLinkedRole(ACCOUNT, JOBS_ROLE));
    realm.close();
    realm = Realms.open(temporary.resolve("data"));

    assertThat(deletion.taskId())
        .matches("task/aws-service-role/jobs\\.example\\.com/AWSServiceRoleForJobs/[A-Z2-7]{17}");
    assertThat(directory().role(ACCOUNT, JOBS_ROLE)).isEmpty();
    assertThat(directory().serviceLinkedRoleDeletions(ACCOUNT)).containsExactly(deletion);
    run(new CreateServiceLinkedRole(ACCOUNT, JOBS, "", ""));
  }

  @Test
  void oldDeletionsAreForgotten() {
    realm.close();
    RoleDeletion first;
    try (Realm earlier =
        Realm.open(
            Realms.settings(temporary.resolve("data")),
            () -> Realms.CLOCK.instant().minus(Duration.ofDays(8)),
            new SecureRandom())) {
      first = earlier.directory().execute(new DeleteServiceLinkedRole(ACCOUNT, JOBS_ROLE));
      earlier.directory().execute(new CreateServiceLinkedRole(ACCOUNT, JOBS, "", ""));
    }
    realm = Realms.open(temporary.resolve("data"));
    RoleDeletion second = run(new DeleteServiceLinkedRole(ACCOUNT, JOBS_ROLE));

    assertThat(directory().serviceLinkedRoleDeletions(ACCOUNT))
        .containsExactly(second)
        .doesNotContain(first);
  }

  @Test
  void onlyRegisteredServicesHaveRoles() {
    LinkedServices services = new LinkedServices(List.of(JOBS));

    assertThat(services.named("jobs.example.com")).isEqualTo(JOBS);
    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> services.named("none.example.com"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ACCESS_DENIED))
        .withMessage("Cannot find Service Linked Role template for none.example.com");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinkedServices(List.of(JOBS, JOBS)))
        .withMessage("service jobs.example.com is registered twice");
  }

  @ParameterizedTest
  @CsvSource({"jobs, Jobs", "jobs.example.com, Our Jobs", "jobs.example.com, ''"})
  void aServiceThatCouldHaveNoRoleIsRefused(String host, String roleName) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinkedService(host, roleName, "", ALLOW));
  }

  @Test
  void aServiceOfMalformedPermissionsIsRefused() {
    assertThatExceptionOfType(PolicySyntaxException.class)
        .isThrownBy(() -> new LinkedService("jobs.example.com", "Jobs", "", "{}"));
  }

  static Stream<RefusedCase> refused() {
    IdentityName app = IdentityName.role(ACCOUNT, "app");
    return Stream.of(
        new RefusedCase(
            "a name that differs by case only",
            role("APP"),
            ENTITY_ALREADY_EXISTS,
            "Role with name APP already exists."),
        new RefusedCase(
            "a path of service-linked roles",
            new CreateRole(
                ACCOUNT,
                "/aws-service-role/jobs.example.com/",
                "x",
                TRUST,
                "",
                CreateRole.DEFAULT_MAX_SESSION,
                Map.of()),
            INVALID_INPUT,
            "reserved for service-linked roles"),
        new RefusedCase(
            "a description with what is beyond Latin-1",
            new UpdateRole(ACCOUNT, "app", Optional.of("€"), Optional.empty()),
            VALIDATION_ERROR,
            "'description'"),
        new RefusedCase(
            "sessions of 59 minutes",
            new UpdateRole(ACCOUNT, "app", Optional.empty(), Optional.of(Duration.ofSeconds(3599))),
            VALIDATION_ERROR,
            "greater than or equal to 3600"),
        new RefusedCase(
            "sessions of half a day and a second",
            new UpdateRole(
                ACCOUNT, "app", Optional.empty(), Optional.of(Duration.ofSeconds(43_201))),
            VALIDATION_ERROR,
            "less than or equal to 43200"),
        malformed("a trust policy with a resource", TRUST.replace("}}", ",\"Resource\":\"*\"}}")),
        malformed("a trust policy without a principal", ALLOW.replace("s3:*", "sts:AssumeRole")),
        malformed("a trust policy about another action", TRUST.replace("sts:Assume", "s3:Assume")),
        malformed("a trust policy with NotPrincipal", TRUST.replace("Princ", "NotPrinc")),
        new RefusedCase(
            "a trust policy beyond the size",
            new UpdateAssumeRolePolicy(
                ACCOUNT,
                "app",
                TRUST.replace("sts:AssumeRole", "sts:AssumeRole" + "*".repeat(2000))),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for ACLSizePerRole: 2048"),
        new RefusedCase(
            "deleting a role in an instance profile",
            new Batch(
                List.of(
                    new AddRoleToInstanceProfile(ACCOUNT, "machine", "app"),
                    new DeleteRole(ACCOUNT, "app"))),
            DELETE_CONFLICT,
            "Cannot delete entity, must remove roles from instance profile first."),
        new RefusedCase(
            "deleting a role with an inline policy",
            new Batch(
                List.of(new PutInlinePolicy(app, "p", ALLOW), new DeleteRole(ACCOUNT, "app"))),
            DELETE_CONFLICT,
            "Cannot delete entity, must delete policies first."),
        new RefusedCase(
            "an instance profile's name in other case",
            new CreateInstanceProfile(ACCOUNT, "/", "Machine", Map.of()),
            ENTITY_ALREADY_EXISTS,
            "Instance Profile Machine already exists."),
        new RefusedCase(
            "a second role in an instance profile",
            new Batch(
                List.of(
                    role("second"),
                    new AddRoleToInstanceProfile(ACCOUNT, "machine", "app"),
                    new AddRoleToInstanceProfile(ACCOUNT, "machine", "second"))),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"),
        new RefusedCase(
            "an instance profile that is none",
            new AddRoleToInstanceProfile(ACCOUNT, "none", "app"),
            NO_SUCH_ENTITY,
            "Instance Profile none cannot be found."),
        new RefusedCase(
            "a role that is none in an instance profile",
            new AddRoleToInstanceProfile(ACCOUNT, "machine", "none"),
            NO_SUCH_ENTITY,
            "The role with name none cannot be found."),
        new RefusedCase(
            "taking out a role that is not in",
            new RemoveRoleFromInstanceProfile(ACCOUNT, "machine", "app"),
            NO_SUCH_ENTITY,
            "Role app in instance profile machine cannot be found."),
        new RefusedCase(
            "deleting an instance profile with a role",
            new Batch(
                List.of(
                    new AddRoleToInstanceProfile(ACCOUNT, "machine", "app"),
                    new DeleteInstanceProfile(ACCOUNT, "machine"))),
            DELETE_CONFLICT,
            "must remove roles from instance profile first."));
  }

  private static RefusedCase malformed(String name, String trust) {
    return new RefusedCase(
        name,
        new UpdateAssumeRolePolicy(ACCOUNT, "app", trust),
        MALFORMED_POLICY_DOCUMENT,
        "line 1");
  }

  static Stream<RefusedCase> refusedForServiceLinkedRoles() {
    IdentityName jobs = IdentityName.role(ACCOUNT, JOBS_ROLE);
    return Stream.of(
            Map.<String, DirectoryCommand<?>>entry("deleting", new DeleteRole(ACCOUNT, JOBS_ROLE)),
            Map.entry("its trust policy", new UpdateAssumeRolePolicy(ACCOUNT, JOBS_ROLE, TRUST)),
            Map.entry(
                "its sessions",
                new UpdateRole(
                    ACCOUNT, JOBS_ROLE, Optional.empty(), Optional.of(Duration.ofHours(2)))),
            Map.entry("an inline policy", new PutInlinePolicy(jobs, "p", ALLOW)),
            Map.entry(
                "its own inline policy", new DeleteInlinePolicy(jobs, "JobsServiceRolePolicy")),
            Map.entry(
                "a managed policy",
                new AttachPolicy(jobs, "arn:aws:iam::aws:policy/AdministratorAccess")),
            Map.entry(
                "detaching", new DetachPolicy(jobs, "arn:aws:iam::aws:policy/AdministratorAccess")),
            Map.entry(
                "a boundary",
                new PutPermissionsBoundary(jobs, "arn:aws:iam::aws:policy/AdministratorAccess")),
            Map.entry("no boundary", new DeletePermissionsBoundary(jobs)),
            Map.entry(
                "an instance profile", new AddRoleToInstanceProfile(ACCOUNT, "machine", JOBS_ROLE)))
        .map(
            entry ->
                new RefusedCase(
                    entry.getKey(),
                    entry.getValue(),
                    UNMODIFIABLE_ENTITY,
                    "Cannot perform the operation on the protected role '"
                        + JOBS_ROLE
                        + "' - this role is only modifiable by AWS"));
  }

  static Stream<RefusedCase> refusedForServices() {
    return Stream.of(
        new RefusedCase(
            "the same role twice",
            new CreateServiceLinkedRole(ACCOUNT, JOBS, "", ""),
            INVALID_INPUT,
            "Service role name AWSServiceRoleForJobs has been taken in this account, please try a"
                + " different suffix."),
        new RefusedCase(
            "a suffix with a slash",
            new CreateServiceLinkedRole(ACCOUNT, JOBS, "", "a/b"),
            VALIDATION_ERROR,
            "'roleName'"),
        new RefusedCase(
            "deleting a role that is no service's",
            new DeleteServiceLinkedRole(ACCOUNT, "app"),
            INVALID_INPUT,
            "Role app is no service-linked role; use DeleteRole."),
        new RefusedCase(
            "the role of another service",
            new UpdateServiceLinkedRole(
                ACCOUNT, new LinkedService("other.example.com", "Jobs", "", ALLOW), ""),
            NO_SUCH_ENTITY,
            "cannot be found."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"refused", "refusedForServiceLinkedRoles", "refusedForServices"})
  void isRefused(RefusedCase refused) {
    refused.order(realm.directory());
  }
}
