package io.ostiary.endpoint.iam;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.realm.directory.AddUserToGroup;
import io.ostiary.realm.directory.AttachPolicy;
import io.ostiary.realm.directory.CreateGroup;
import io.ostiary.realm.directory.CreatePolicy;
import io.ostiary.realm.directory.CreatePolicyVersion;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.PutPermissionsBoundary;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GetAccountSummary, GetAccountAuthorizationDetails, ListPoliciesGrantingServiceAccess. */
class AccountOperationsTest {
  private static final String DETAILS = "GetAccountAuthorizationDetailsResult/";
  private static final String GRANTS =
      "ListPoliciesGrantingServiceAccessResult/PoliciesGrantingServiceAccess/member/";
  private static final String POLICY_ARN = "arn:aws:iam::" + ACCOUNT + ":policy/x/Lister";

  @TempDir static Path directory;
  private static Installation installation;

  @BeforeAll
  static void open() {
    installation = new Installation(directory);
    execute(new CreateUser(ACCOUNT, "/dev/", "alice", Map.of("team", "red")));
    installation.user("/", "bob");
    execute(new CreateGroup(ACCOUNT, "/", "devs"));
    execute(new AddUserToGroup(ACCOUNT, "devs", "alice"));
    execute(
        new CreatePolicy(ACCOUNT, "/x/", "Lister", policy("Allow", "s3:ListBucket"), "", Map.of()));
    execute(new CreatePolicyVersion(ACCOUNT, POLICY_ARN, policy("Allow", "s3:List*"), true));
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
            + "\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}}";
    execute(new CreateRole(ACCOUNT, "/", "app", trust, "", Duration.ofHours(1), Map.of("a", "b")));
    IdentityName alice = IdentityName.user(ACCOUNT, "alice");
    execute(new AttachPolicy(alice, POLICY_ARN));
    execute(new PutPermissionsBoundary(alice, POLICY_ARN));
    execute(new PutInlinePolicy(alice, "Own", policy("Allow", "sqs:SendMessage")));
    execute(
        new PutInlinePolicy(IdentityName.group(ACCOUNT, "devs"), "Shared", policy("Deny", "*")));
    execute(new PutInlinePolicy(IdentityName.role(ACCOUNT, "app"), "Any", policy("Allow", "*")));
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  private static void execute(DirectoryCommand<?> command) {
    installation.directory().execute(command);
  }

  private static String policy(String effect, String action) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"*\"}}"
        .formatted(effect, action);
  }

  @Test
  void theSummaryCountsWhatThereIsAndMayBe() {
    Answer answer = installation.iam("GetAccountSummary").succeeds();

    List<String> keys = answer.texts("GetAccountSummaryResult/SummaryMap/entry/key");
    List<String> values = answer.texts("GetAccountSummaryResult/SummaryMap/entry/value");
    Map<String, String> summary = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      assertThat(summary.put(keys.get(i), values.get(i))).isNull();
    }
    assertThat(summary)
        .containsEntry("Users", "2")
        .containsEntry("Groups", "1")
        .containsEntry("Roles", "1")
        .containsEntry("Policies", "1")
        .containsEntry("PolicyVersionsInUse", "2")
        .containsEntry("GlobalEndpointTokenVersion", "1")
        .containsEntry("UsersQuota", "5000")
        .containsEntry("GroupsPerUserQuota", "10")
        .containsEntry("AttachedPoliciesPerRoleQuota", "10")
        .containsEntry("PolicySizeQuota", "6144")
        .containsEntry("AccountAccessKeysPresent", "1")
        .containsEntry("ServerCertificates", "0");
  }

  @Test
  void theDetailsTellWhatPermissionsHangOn() {
    Answer answer = installation.iam("GetAccountAuthorizationDetails").succeeds();

    String user = DETAILS + "UserDetailList/member/";
    assertThat(answer.texts(user + "UserName")).containsExactly("alice", "bob");
    assertThat(answer.texts(user + "Path")).containsExactly("/dev/", "/");
    assertThat(answer.texts(user + "GroupList/member")).containsExactly("devs");
    assertThat(answer.texts(user + "UserPolicyList/member/PolicyName")).containsExactly("Own");
    assertThat(answer.texts(user + "AttachedManagedPolicies/member/PolicyArn"))
        .containsExactly(POLICY_ARN);
    assertThat(answer.texts(user + "PermissionsBoundary/PermissionsBoundaryArn"))
        .containsExactly(POLICY_ARN);
    assertThat(answer.texts(user + "Tags/member/Value")).containsExactly("red");
    String group = DETAILS + "GroupDetailList/member/";
    assertThat(answer.texts(group + "GroupName")).containsExactly("devs");
    assertThat(decoded(answer.text(group + "GroupPolicyList/member/PolicyDocument")))
        .isEqualTo(policy("Deny", "*"));
    String role = DETAILS + "RoleDetailList/member/";
    assertThat(answer.texts(role + "RoleName")).containsExactly("app");
    assertThat(decoded(answer.text(role + "AssumeRolePolicyDocument"))).contains("sts:AssumeRole");
    assertThat(answer.texts(role + "RolePolicyList/member/PolicyName")).containsExactly("Any");
  }

  @Test
  void theDetailsTellEveryVersionOfAPolicy() {
    Answer answer =
        installation
            .iam("GetAccountAuthorizationDetails", "Filter.member.1", "LocalManagedPolicy")
            .succeeds();

    String policy = DETAILS + "Policies/member/";
    assertThat(answer.text(policy + "Arn")).isEqualTo(POLICY_ARN);
    assertThat(answer.text(policy + "AttachmentCount")).isEqualTo("1");
    assertThat(answer.text(policy + "PermissionsBoundaryUsageCount")).isEqualTo("1");
    assertThat(answer.text(policy + "DefaultVersionId")).isEqualTo("v2");
    String version = policy + "PolicyVersionList/member/";
    assertThat(answer.texts(version + "VersionId")).containsExactly("v2", "v1");
    assertThat(answer.texts(version + "IsDefaultVersion")).containsExactly("true", "false");
    assertThat(answer.texts(version + "Document").stream().map(AccountOperationsTest::decoded))
        .containsExactly(policy("Allow", "s3:List*"), policy("Allow", "s3:ListBucket"));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "User, alice bob, 0, ''",
    "Group, '', 1, ''",
    "LocalManagedPolicy, '', 0, Lister",
    "AWSManagedPolicy, '', 0, AdministratorAccess IAMReadOnlyAccess IAMSelfManageCredentials ReadOnlyAccess",
  })
  void theDetailsAreOfTheKindsAskedFor(String kind, String users, int groups, String policies) {
    Answer answer =
        installation.iam("GetAccountAuthorizationDetails", "Filter.member.1", kind).succeeds();

    assertThat(String.join(" ", answer.texts(DETAILS + "UserDetailList/member/UserName")))
        .isEqualTo(users);
    assertThat(answer.texts(DETAILS + "GroupDetailList/member")).hasSize(groups);
    assertThat(answer.texts(DETAILS + "RoleDetailList/member")).isEmpty();
    assertThat(String.join(" ", answer.texts(DETAILS + "Policies/member/PolicyName")))
        .isEqualTo(policies);
  }

  @Test
  void theDetailsComePageByPageThroughAllLists() {
    List<String> seen = new ArrayList<>();
    List<String> marker = List.of();
    do {
      List<String> fields = new ArrayList<>(List.of("MaxItems", "2"));
      marker.forEach(sent -> fields.addAll(List.of("Marker", sent)));
      Answer page =
          installation
              .iam("GetAccountAuthorizationDetails", fields.toArray(String[]::new))
              .succeeds();
      seen.addAll(page.texts(DETAILS + "UserDetailList/member/UserName"));
      seen.addAll(page.texts(DETAILS + "GroupDetailList/member/GroupName"));
      seen.addAll(page.texts(DETAILS + "RoleDetailList/member/RoleName"));
      seen.addAll(page.texts(DETAILS + "Policies/member/PolicyName"));
      marker = page.texts(DETAILS + "Marker");
    } while (!marker.isEmpty());

    assertThat(seen).startsWith("alice", "bob", "devs", "app", "Lister", "AdministratorAccess");
    assertThat(seen).doesNotHaveDuplicates();
  }

  @Test
  void aServiceIsGrantedByInlineAndManagedPolicies() {
    Answer answer =
        installation
            .iam(
                "ListPoliciesGrantingServiceAccess",
                "Arn",
                "arn:aws:iam::" + ACCOUNT + ":user/dev/alice",
                "ServiceNamespaces.member.1",
                "s3",
                "ServiceNamespaces.member.2",
                "SQS",
                "ServiceNamespaces.member.3",
                "ec2")
            .succeeds();

    assertThat(answer.texts(GRANTS + "ServiceNamespace")).containsExactly("ec2", "s3", "SQS");
    assertThat(answer.texts(GRANTS + "Policies/member/PolicyName"))
        .containsExactly("Lister", "Own");
    assertThat(answer.texts(GRANTS + "Policies/member/PolicyType"))
        .containsExactly("MANAGED", "INLINE");
    assertThat(answer.texts(GRANTS + "Policies/member/PolicyArn")).containsExactly(POLICY_ARN);
    assertThat(answer.texts(GRANTS + "Policies/member/EntityType")).containsExactly("USER");
    assertThat(answer.texts(GRANTS + "Policies/member/EntityName")).containsExactly("alice");
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "Allow, Action, s3:Get*, true",
    "Allow, Action, S3:*, true",
    "Allow, Action, *, true",
    "Allow, Action, *:*, true",
    "Allow, Action, s3-outposts:*, false",
    "Deny, Action, s3:*, false",
    "Allow, NotAction, iam:*, true",
    "Allow, NotAction, s3:Put*, true",
    "Allow, NotAction, s3:*, false",
    "Allow, NotAction, s3:**, false",
    "Allow, NotAction, *, false",
  })
  void aPolicyGrantsAServiceByAnyActionOfIt(
      String effect, String element, String action, boolean grants) {
    Policy policy =
        Policy.parse(
            policy(effect, action).replace("\"Action\"", '"' + element + '"'), PolicyType.IDENTITY);

    assertThat(ServiceGrants.grants(policy, "s3")).isEqualTo(grants);
  }

  @Test
  void somebodyWhoIsNotThereIsNotFound() {
    installation
        .iam(
            "ListPoliciesGrantingServiceAccess",
            "Arn",
            "arn:aws:iam::" + ACCOUNT + ":role/none",
            "ServiceNamespaces.member.1",
            "s3")
        .isError(404, "NoSuchEntity", "The role with name none cannot be found.");
  }
}
