package io.ostiary.endpoint.sts;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.filter.Finding;
import io.ostiary.filter.audit.AuditEvent.AuditedResource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** STS as its clients see it. */
class SessionOperationsTest {
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/deploy";

  @TempDir Path directory;
  private Installation installation;
  private AuthenticatedPrincipal lucy;

  @BeforeEach
  void open() {
    installation = new Installation(directory);
    installation.user("/", "lucy");
    installation
        .iam(
            "CreateRole",
            "RoleName",
            "deploy",
            "AssumeRolePolicyDocument",
            ("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                    + "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"],"
                    + "\"Principal\":{\"AWS\":\"arn:aws:iam::%s:user/lucy\"}}}")
                .formatted(ACCOUNT))
        .succeeds();
    lucy = installation.signedBy("lucy");
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aRoleSessionIsAnsweredAsAwsDoes() {
    Answer answer =
        installation
            .sts(
                lucy,
                "AssumeRole",
                "RoleArn",
                ROLE,
                "RoleSessionName",
                "s1",
                "DurationSeconds",
                "900",
                "SourceIdentity",
                "lucy",
                "Tags.member.1.Key",
                "Team",
                "Tags.member.1.Value",
                "red",
                "TransitiveTagKeys.member.1",
                "Team")
            .succeeds();
    String result = "AssumeRoleResult/";
    assertThat(answer.names("AssumeRoleResult"))
        .containsExactly("Credentials", "AssumedRoleUser", "PackedPolicySize", "SourceIdentity");
    assertThat(answer.names(result + "Credentials"))
        .containsExactly("AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration");
    assertThat(answer.text(result + "Credentials/AccessKeyId")).startsWith("ASIA").hasSize(20);
    assertThat(answer.text(result + "Credentials/SecretAccessKey")).hasSize(40);
    assertThat(answer.text(result + "Credentials/Expiration")).isEqualTo("2026-03-04T05:21:07Z");
    assertThat(answer.text(result + "AssumedRoleUser/Arn"))
        .isEqualTo("arn:aws:sts::" + ACCOUNT + ":assumed-role/deploy/s1");
    assertThat(answer.text(result + "AssumedRoleUser/AssumedRoleId")).endsWith(":s1");
    assertThat(answer.text(result + "PackedPolicySize")).isEqualTo("1");
    assertThat(answer.text(result + "SourceIdentity")).isEqualTo("lucy");
  }

  @Test
  void aUserGetsASessionOfItsOwnAndOneForSomebodyElseIfAllowed() {
    Answer own = installation.sts(lucy, "GetSessionToken").succeeds();
    assertThat(own.names("GetSessionTokenResult")).containsExactly("Credentials");
    assertThat(own.text("GetSessionTokenResult/Credentials/Expiration"))
        .isEqualTo("2026-03-04T17:06:07Z");

    installation
        .sts(lucy, "GetFederationToken", "Name", "bob")
        .isError(
            403,
            "AccessDenied",
            ("User: arn:aws:iam::%s:user/lucy is not authorized to perform: sts:GetFederationToken"
                    + " on resource: arn:aws:sts::%s:federated-user/bob because no"
                    + " identity-based policy allows the sts:GetFederationToken action")
                .formatted(ACCOUNT, ACCOUNT));

    Answer root =
        installation
            .sts(installation.signingRoot(), "GetFederationToken", "Name", "bob")
            .succeeds();
    assertThat(root.names("GetFederationTokenResult"))
        .containsExactly("Credentials", "FederatedUser");
    assertThat(root.text("GetFederationTokenResult/FederatedUser/FederatedUserId"))
        .isEqualTo(ACCOUNT + ":bob");
    assertThat(root.text("GetFederationTokenResult/Credentials/Expiration"))
        .as("an hour at most for root")
        .isEqualTo("2026-03-04T06:06:07Z");
  }

  @Test
  void theAuditHasOfEachSessionWhoseItIsAndNothingThatOpensIt() {
    Answer answer =
        installation
            .sts(
                lucy,
                "AssumeRole",
                "RoleArn",
                ROLE,
                "RoleSessionName",
                "s1",
                "SourceIdentity",
                "lucy",
                "Tags.member.1.Key",
                "Team",
                "Tags.member.1.Value",
                "red")
            .succeeds();

    Finding made = installation.findings().get(0);
    assertThat(made.name() + " " + made.outcome()).isEqualTo("AssumeRole Allowed");
    assertThat(made.parameters())
        .isEqualTo(
            Map.of(
                "roleArn", ROLE,
                "roleSessionName", "s1",
                "sourceIdentity", "lucy",
                "tags.Team", "red"));
    assertThat(made.resources()).containsExactly(new AuditedResource(ROLE, ACCOUNT));
    String credentials = "AssumeRoleResult/Credentials/";
    assertThat(made.details().answer())
        .containsEntry("accessKeyId", answer.text(credentials + "AccessKeyId"))
        .containsEntry("arn", "arn:aws:sts::" + ACCOUNT + ":assumed-role/deploy/s1");
    assertThat(made.toString())
        .doesNotContain(answer.text(credentials + "SecretAccessKey"))
        .doesNotContain(answer.text(credentials + "SessionToken"));
  }

  @ParameterizedTest
  @CsvSource({
    "deploy, ImplicitlyDenied, sts:AssumeRole is allowed by no",
    "nobody, Refused, there is no such role"
  })
  void theAuditHasWhyWhoIsRefusedIsNotTold(String role, String outcome, String reason) {
    installation.user("/", "bob");
    Answer refused =
        installation.sts(
            installation.signedBy("bob"),
            "AssumeRole",
            "RoleArn",
            ROLE.replace("deploy", role),
            "RoleSessionName",
            "s1");

    assertThat(refused.body()).doesNotContain("allowed by", "such role");
    Finding finding = installation.findings().get(0);
    assertThat(finding.outcome()).isEqualTo(outcome);
    assertThat(finding.failure().orElseThrow().code()).isEqualTo("AccessDenied");
    assertThat(finding.details().reason()).startsWith(reason);
  }

  @Test
  void withoutAVerifierNobodyIsVouchedFor() {
    installation
        .sts(
            lucy,
            "AssumeRoleWithWebIdentity",
            "RoleArn",
            ROLE,
            "RoleSessionName",
            "web",
            "WebIdentityToken",
            "a.b.c")
        .isError(
            400,
            "InvalidIdentityToken",
            "The identity token that was passed could not be validated.");
    Finding finding = installation.findings().get(0);
    assertThat(finding.name()).isEqualTo("AssumeRoleWithWebIdentity");
    assertThat(finding.details().reason()).isEqualTo("federation: expected a verifier, seen none");
    assertThat(finding.parameters()).containsOnlyKeys("roleArn", "roleSessionName");
  }
}
