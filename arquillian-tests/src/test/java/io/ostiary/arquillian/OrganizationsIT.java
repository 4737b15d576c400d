package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stock {@code aws organizations}, from no organisation to a capped account. */
class OrganizationsIT extends DepotInWildFly {
  @TempDir Path directory;
  private AwsCli aws;

  @BeforeEach
  void configure() throws IOException {
    aws = new AwsCli(directory, depot).profile("root", depot.root());
  }

  private Program.Outcome root(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 3];
    command[0] = "organizations";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    command[arguments.length + 1] = "--profile";
    command[arguments.length + 2] = "root";
    return aws.run(command);
  }

  /** One text of an answer. */
  private String ask(String query, String... arguments) throws Exception {
    String[] command = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, command, 0, arguments.length);
    command[arguments.length] = "--query";
    command[arguments.length + 1] = query;
    command[arguments.length + 2] = "--output";
    command[arguments.length + 3] = "text";
    return root(command).succeeds().out().strip();
  }

  @Test
  void anAdministratorCapsAnAccountWithNothingButTheStockTool() throws Exception {
    assertThat(root("describe-organization").fails().err())
        .contains("AWSOrganizationsNotInUseException");
    root("create-organization").succeeds();
    String top = ask("Roots[0].Id", "list-roots");
    String unit =
        ask(
            "OrganizationalUnit.Id",
            "create-organizational-unit",
            "--parent-id",
            top,
            "--name",
            "staff");
    String member =
        ask(
            "CreateAccountStatus.AccountId",
            "create-account",
            "--account-name",
            "payroll",
            "--email",
            "payroll@example.com");
    root(
            "move-account",
            "--account-id",
            member,
            "--source-parent-id",
            top,
            "--destination-parent-id",
            unit)
        .succeeds();
    root("enable-policy-type", "--root-id", top, "--policy-type", "SERVICE_CONTROL_POLICY")
        .succeeds();
    String policy =
        ask(
            "Policy.PolicySummary.Id",
            "create-policy",
            "--type",
            "SERVICE_CONTROL_POLICY",
            "--name",
            "no-deletes",
            "--description",
            "nothing is deleted",
            "--content",
            "{\"Version\":\"2012-10-17\",\"Statement\":"
                + "{\"Effect\":\"Deny\",\"Action\":\"s3:Delete*\",\"Resource\":\"*\"}}");
    root("attach-policy", "--policy-id", policy, "--target-id", unit).succeeds();

    assertThat(
            ask(
                "Policies[].Name",
                "list-policies-for-target",
                "--target-id",
                unit,
                "--filter",
                "SERVICE_CONTROL_POLICY"))
        .contains("FullAWSAccess")
        .contains("no-deletes");
    assertThat(root("delete-organizational-unit", "--organizational-unit-id", unit).fails().err())
        .contains("OrganizationalUnitNotEmptyException");
    assertThat(root("delete-policy", "--policy-id", policy).fails().err())
        .contains("PolicyInUseException");
    assertThat(ask("Accounts[].Name", "list-accounts")).contains("payroll");
  }
}
