package io.ostiary.endpoint.iam;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.policy.request.Principal;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.AttachControlPolicy;
import io.ostiary.realm.directory.ControlPolicyType;
import io.ostiary.realm.directory.CreateControlPolicy;
import io.ostiary.realm.directory.CreateMemberAccount;
import io.ostiary.realm.directory.CreateOrganization;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.EnableControlPolicies;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.PutInlinePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an organisation's service and resource control policies do to a simulation. */
class SimulatedCapsTest {
  private static final String ALLOW =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";

  @TempDir Path directory;

  private Installation installation;
  private String rootId = "";
  private String member = "";

  @BeforeEach
  void open() {
    installation = new Installation(directory);
    rootId = run(new CreateOrganization(ACCOUNT)).rootId();
    member = run(new CreateMemberAccount(ACCOUNT, "member", "member@example.com")).accountId();
    for (String account : List.of(ACCOUNT, member)) {
      run(new CreateUser(account, "/", "lucy", Map.of()));
      run(new PutInlinePolicy(IdentityName.user(account, "lucy"), "all", ALLOW));
    }
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return installation.directory().execute(command);
  }

  private void cap(ControlPolicyType type, String statement) {
    run(new EnableControlPolicies(ACCOUNT, rootId, type));
    String document = "{\"Version\":\"2012-10-17\",\"Statement\":" + statement + "}";
    String id = run(new CreateControlPolicy(ACCOUNT, type, "cap", "", document)).id();
    run(new AttachControlPolicy(ACCOUNT, id, member));
  }

  /** Simulates Lucy of an account, as that account's root user, and tells decision and cap. */
  private String simulated(String account, String action) {
    AuthenticatedPrincipal root = installation.root();
    AuthenticatedPrincipal caller =
        new AuthenticatedPrincipal(
            new Principal.Root("arn:aws:iam::" + account + ":root", account),
            account,
            Optional.empty(),
            root.policies(),
            root.context(),
            installation.directory().snapshot());
    Answer answer =
        installation
            .iam(
                caller,
                "SimulatePrincipalPolicy",
                "PolicySourceArn",
                "arn:aws:iam::" + account + ":user/lucy",
                "ActionNames.member.1",
                action,
                "ResourceArns.member.1",
                "arn:aws:s3:::bucket/key")
            .succeeds();
    String result = "SimulatePrincipalPolicyResult/EvaluationResults/member/";
    return answer.text(result + "EvalDecision")
        + ' '
        + answer.texts(result + "OrganizationsDecisionDetail/AllowedByOrganizations");
  }

  @Test
  void aServiceControlPolicyCapsWhatPrincipalsOfAMemberMay() {
    cap(
        ControlPolicyType.SERVICE_CONTROL_POLICY,
        "{\"Effect\":\"Deny\",\"Action\":\"s3:Delete*\",\"Resource\":\"*\"}");

    assertThat(simulated(member, "s3:DeleteObject")).isEqualTo("explicitDeny [false]");
    assertThat(simulated(member, "s3:GetObject")).isEqualTo("allowed [true]");
    assertThat(simulated(member, "sqs:SendMessage")).isEqualTo("implicitDeny [true]");
    assertThat(simulated(ACCOUNT, "s3:DeleteObject")).as("management").isEqualTo("allowed []");
  }

  @Test
  void aResourceControlPolicyCapsWhatAnybodyMayWithAMembersResources() {
    cap(
        ControlPolicyType.RESOURCE_CONTROL_POLICY,
        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:Delete*\",\"Resource\":\"*\"}");

    assertThat(simulated(member, "s3:DeleteObject")).isEqualTo("explicitDeny [false]");
    assertThat(simulated(member, "s3:GetObject")).isEqualTo("allowed [true]");
  }

  @Test
  void policiesThatArePassedAreSimulatedByThemselves() {
    cap(
        ControlPolicyType.SERVICE_CONTROL_POLICY,
        "{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}");
    Answer answer =
        installation
            .iam(
                "SimulateCustomPolicy",
                "PolicyInputList.member.1",
                ALLOW,
                "ActionNames.member.1",
                "s3:GetObject")
            .succeeds();
    assertThat(answer.text("SimulateCustomPolicyResult/EvaluationResults/member/EvalDecision"))
        .isEqualTo("allowed");
  }
}
