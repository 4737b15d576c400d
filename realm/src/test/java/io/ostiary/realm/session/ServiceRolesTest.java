package io.ostiary.realm.session;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.policy.request.Principal;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.CreateServiceKey;
import io.ostiary.realm.directory.DeleteServiceKey;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.Role;
import io.ostiary.signature.SignatureException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Roles that trust a service: from inside the application, and by the service's own key. */
class ServiceRolesTest {
  private static final String JOBS = "jobs.example.com";

  @TempDir Path temporary;
  private Realm realm;
  private Role role;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    role =
        realm
            .directory()
            .execute(
                new CreateRole(
                    ACCOUNT,
                    "/",
                    "nightly",
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                        + "\"sts:AssumeRole\",\"Principal\":{\"Service\":\"jobs.example.com\"}}}",
                    "",
                    Duration.ofHours(1),
                    Map.of(),
                    Optional.empty()));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private AuthenticatedPrincipal as(SessionCredentials credentials) throws Exception {
    return realm
        .authenticator()
        .authenticate(
            Signing.by(
                AwsSessionCredentialsIdentity.create(
                    credentials.accessKeyId(),
                    credentials.revealSecretAccessKey(),
                    credentials.revealSessionToken())))
        .caller();
  }

  @Test
  void aModuleOfTheApplicationBecomesTheRoleThatTrustsIt() throws Exception {
    AssumedRole assumed = realm.serviceRoles().assume(JOBS, RoleRequest.of(role.arn(), "tonight"));

    AuthenticatedPrincipal session = as(assumed.credentials());
    assertThat(session.getName())
        .isEqualTo("arn:aws:sts::" + ACCOUNT + ":assumed-role/nightly/tonight");
    assertThat(session.session().orElseThrow().chain().origin())
        .isEqualTo(new Session.Origin(Session.Origin.Type.SERVICE, JOBS, ""));
    assertThatExceptionOfType(SessionException.class)
        .isThrownBy(
            () ->
                realm
                    .serviceRoles()
                    .assume("other.example.com", RoleRequest.of(role.arn(), "tonight")))
        .withMessage(
            "User: other.example.com is not authorized to perform: sts:AssumeRole on resource: "
                + role.arn());
  }

  @Test
  void aJobBesideTheServerDoesSoByAKeyOfItsOwnAndLosesItWithTheKey() throws Exception {
    NewAccessKey key = realm.directory().execute(new CreateServiceKey(ACCOUNT, JOBS));
    AuthenticatedPrincipal job =
        realm.authenticator().authenticate(Signing.by(key.key().id(), key.revealSecret())).caller();
    assertThat(job.principal()).isEqualTo(new Principal.Service(JOBS));
    SessionCredentials credentials =
        realm
            .roleAssumption()
            .assume(RoleRequest.of(role.arn(), "job"), job, Map.of())
            .credentials();
    assertThat(as(credentials).session().orElseThrow().chain().origin())
        .isEqualTo(new Session.Origin(Session.Origin.Type.ACCESS_KEY, key.key().id(), JOBS));

    realm.directory().execute(new DeleteServiceKey(ACCOUNT, JOBS, key.key().id()));
    assertThat(realm.directory().snapshot().serviceAccessKeys(JOBS)).isEmpty();
    assertThatExceptionOfType(SignatureException.class).isThrownBy(() -> as(credentials));
  }

  @Test
  void onlyAHostNameIsAService() {
    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> realm.directory().execute(new CreateServiceKey(ACCOUNT, "jobs")))
        .withMessageContaining("`jobs` is no host name of a service");
  }
}
