package io.ostiary.endpoint.sts;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Principal;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Session.Use;
import io.ostiary.realm.directory.User;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each kind of session may ask STS: one that a user made for itself becomes roles, one that it
 * made for somebody else asks whose it is and nothing more.
 */
class KindsOfSessionTest {
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/deploy";
  private static final String REFUSED = "Cannot call %s with session credentials";

  @TempDir Path directory;
  private Installation installation;
  private User lucy;

  @BeforeEach
  void open() {
    installation = new Installation(directory);
    lucy = installation.user("/", "lucy");
    installation
        .iam(
            "CreateRole",
            "RoleName",
            "deploy",
            "AssumeRolePolicyDocument",
            ("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                    + "\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"%s\"}}}")
                .formatted(lucy.arn()))
        .succeeds();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private AuthenticatedPrincipal ofItself() {
    Answer answer = installation.sts(installation.signedBy("lucy"), "GetSessionToken").succeeds();
    return holder(
        answer.text("GetSessionTokenResult/Credentials/SessionToken"),
        new Principal.User(lucy.arn(), ACCOUNT, lucy.id()),
        lucy.id());
  }

  private AuthenticatedPrincipal federated() {
    Answer answer =
        installation
            .sts(installation.signingRoot(), "GetFederationToken", "Name", "bob")
            .succeeds();
    return holder(
        answer.text("GetFederationTokenResult/Credentials/SessionToken"),
        new Principal.FederatedUser(
            answer.text("GetFederationTokenResult/FederatedUser/Arn"),
            ACCOUNT,
            "arn:aws:iam::" + ACCOUNT + ":root",
            ACCOUNT),
        ACCOUNT + ":bob");
  }

  private AuthenticatedPrincipal ofARole() {
    Answer answer =
        installation
            .sts(
                installation.signedBy("lucy"),
                "AssumeRole",
                "RoleArn",
                ROLE,
                "RoleSessionName",
                "s1")
            .succeeds();
    String id = answer.text("AssumeRoleResult/AssumedRoleUser/AssumedRoleId");
    return holder(
        answer.text("AssumeRoleResult/Credentials/SessionToken"),
        new Principal.RoleSession(
            answer.text("AssumeRoleResult/AssumedRoleUser/Arn"),
            ACCOUNT,
            ROLE,
            id.substring(0, id.indexOf(':'))),
        id);
  }

  /** Whoever signs with a session, once every policy let the request through. */
  private AuthenticatedPrincipal holder(String token, Principal principal, String userId) {
    Session session =
        installation
            .realm()
            .sessions()
            .open(token, Use.SIGNATURE, installation.directory().snapshot())
            .orElseThrow()
            .session();
    return new AuthenticatedPrincipal(
        principal,
        userId,
        Optional.of(session.accessKeyId()),
        Optional.of(session),
        ApplicablePolicies.of(PolicySet.EMPTY, PolicySet.EMPTY),
        Map.of(),
        installation.directory().snapshot());
  }

  @ParameterizedTest
  @CsvSource({
    "GetAccessKeyInfo, AccessKeyId, AKIAIOSFODNN7EXAMPLE",
    "DecodeAuthorizationMessage, EncodedMessage, x",
    "GetSessionToken, DurationSeconds, 900",
    "GetFederationToken, Name, carol",
    "GetWebIdentityToken, Audience.member.1, https://elsewhere.example.com"
  })
  void aUsersSessionIsRefusedWhateverPoliciesAllow(String action, String field, String value) {
    for (AuthenticatedPrincipal holder : new AuthenticatedPrincipal[] {ofItself(), federated()}) {
      Answer answer =
          action.equals("GetWebIdentityToken")
              ? installation.sts(holder, action, field, value, "SigningAlgorithm", "RS256")
              : installation.sts(holder, action, field, value);
      answer.isError(403, "AccessDenied", REFUSED.formatted(action));
    }
  }

  @Test
  void aRolesSessionIsNotRefusedForBeingOne() {
    AuthenticatedPrincipal holder = ofARole();
    String own = holder.accessKeyId().orElseThrow();
    Answer answer = installation.sts(holder, "GetAccessKeyInfo", "AccessKeyId", own).succeeds();
    assertThat(answer.text("GetAccessKeyInfoResult/Account")).isEqualTo(ACCOUNT);
    Answer decoded = installation.sts(holder, "DecodeAuthorizationMessage", "EncodedMessage", "x");
    assertThat(decoded.text("Error/Code")).isEqualTo("InvalidAuthorizationMessageException");
    installation
        .sts(holder, "GetSessionToken")
        .isError(403, "AccessDenied", REFUSED.formatted("GetSessionToken"));
  }

  @Test
  void aUsersSessionBecomesARoleAndAFederatedUserDoesNot() {
    Answer role =
        installation
            .sts(ofItself(), "AssumeRole", "RoleArn", ROLE, "RoleSessionName", "s2")
            .succeeds();
    assertThat(role.text("AssumeRoleResult/AssumedRoleUser/Arn")).endsWith("/deploy/s2");
    Answer refused =
        installation.sts(federated(), "AssumeRole", "RoleArn", ROLE, "RoleSessionName", "s2");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("Error/Message"))
        .isEqualTo(
            "User: arn:aws:sts::%s:federated-user/bob is not authorized to perform: sts:AssumeRole on resource: %s"
                .formatted(ACCOUNT, ROLE));
  }

  @Test
  void everybodyMayAskWhoTheyAre() {
    for (AuthenticatedPrincipal holder :
        new AuthenticatedPrincipal[] {ofItself(), federated(), ofARole()}) {
      Answer answer = installation.sts(holder, "GetCallerIdentity").succeeds();
      assertThat(answer.text("GetCallerIdentityResult/Arn")).isEqualTo(holder.getName());
    }
  }
}
