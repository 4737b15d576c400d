package io.ostiary.endpoint.sts;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.User;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GetCallerIdentity. */
class StsEndpointTest {
  @TempDir Path directory;
  private Installation installation;

  @BeforeEach
  void open() {
    installation = new Installation(directory);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private void identity(AuthenticatedPrincipal caller, String arn, String userId) {
    Answer answer = installation.sts(caller, "GetCallerIdentity").succeeds();
    assertThat(answer.root().getNamespaceURI())
        .isEqualTo("https://sts.amazonaws.com/doc/2011-06-15/");
    assertThat(answer.names("GetCallerIdentityResult")).containsExactly("Arn", "UserId", "Account");
    assertThat(answer.text("GetCallerIdentityResult/Arn")).isEqualTo(arn);
    assertThat(answer.text("GetCallerIdentityResult/UserId")).isEqualTo(userId);
    assertThat(answer.text("GetCallerIdentityResult/Account")).isEqualTo(ACCOUNT);
    assertThat(answer.text("ResponseMetadata/RequestId")).isEqualTo(Installation.REQUEST_ID);
  }

  @Test
  void aUserLearnsWhoTheyAre() {
    User alice = installation.user("/dev/", "alice");
    identity(installation.as(alice), "arn:aws:iam::" + ACCOUNT + ":user/dev/alice", alice.id());
  }

  @Test
  void theRootUserIsTheAccount() {
    identity(installation.root(), "arn:aws:iam::" + ACCOUNT + ":root", ACCOUNT);
  }

  @Test
  void aSessionIsNamedByRoleAndSession() {
    identity(
        installation.roleSession(),
        "arn:aws:sts::" + ACCOUNT + ":assumed-role/Admin/session",
        "AROAEXAMPLE:session");
  }

  @Test
  void itTakesNoParameters() {
    Answer answer = installation.sts(installation.root(), "GetCallerIdentity", "UserName", "x");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.root().getNamespaceURI())
        .isEqualTo("https://sts.amazonaws.com/doc/2011-06-15/");
    assertThat(answer.text("Error/Code")).isEqualTo("InvalidQueryParameter");
  }

  @Test
  void noPolicyIsAskedButASignatureIs() {
    ServiceDefinition definition = StsEndpoint.definition();
    assertThat(definition.service()).isEqualTo("sts");
    assertThat(definition.queryVersion()).contains("2011-06-15");
    assertThat(definition.routes())
        .filteredOn(route -> route.queryAction().equals(Optional.of("GetCallerIdentity")))
        .singleElement()
        .satisfies(
            route -> {
              assertThat(route.decidedByEndpoint()).isTrue();
              assertThat(route.authorize()).isEmpty();
              assertThat(route.access()).isEqualTo(Set.of(Access.SIGNED));
            });
  }
}
