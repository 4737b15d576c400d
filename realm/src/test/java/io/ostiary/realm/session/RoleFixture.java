package io.ostiary.realm.session;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.session.SessionException.Code;
import io.ostiary.signature.SignatureException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** A realm with a user, Lucy, and roles as tests want them. */
class RoleFixture {
  static final String ALLOW_ASSUMING =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}}";

  @TempDir Path temporary;
  Realm realm;
  NewAccessKey key;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    key = run(new CreateAccessKey(ACCOUNT, "lucy"));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  Role role(String name, String trusted) {
    return role(name, trusted, "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]");
  }

  Role role(String name, String trusted, String actions) {
    return run(
        new CreateRole(
            ACCOUNT,
            "/team/",
            name,
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":%s,\"Principal\":{\"AWS\":\"%s\"}}}"
                .formatted(actions, trusted),
            "",
            Duration.ofHours(2),
            Map.of("Team", "red", "Stage", "prod"),
            Optional.empty()));
  }

  AuthenticatedPrincipal lucy() throws Exception {
    return authenticate(Signing.by(key.key().id(), key.revealSecret()));
  }

  AuthenticatedPrincipal authenticate(Evidence evidence) throws Exception {
    return realm.authenticator().authenticate(evidence).caller();
  }

  AuthenticatedPrincipal as(SessionCredentials credentials) throws Exception {
    return authenticate(by(credentials));
  }

  static Values one(String value) {
    return new Values(List.of(value), false);
  }

  static Evidence by(SessionCredentials credentials) throws SignatureException {
    return Signing.by(
        AwsSessionCredentialsIdentity.create(
            credentials.accessKeyId(),
            credentials.revealSecretAccessKey(),
            credentials.revealSessionToken()));
  }

  AssumedRole assume(AuthenticatedPrincipal caller, RoleRequest request) {
    return realm.roleAssumption().assume(request, caller, Map.of());
  }

  static void refused(Runnable assumption, Code code, String message) {
    assertThatExceptionOfType(SessionException.class)
        .isThrownBy(assumption::run)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessage(message);
  }

  static RoleRequest with(
      String roleArn, PassedPolicies policies, SessionTags tags, Optional<String> sourceIdentity) {
    return new RoleRequest(
        roleArn,
        "two",
        Optional.empty(),
        policies,
        tags,
        sourceIdentity,
        Optional.empty(),
        Optional.empty());
  }
}
