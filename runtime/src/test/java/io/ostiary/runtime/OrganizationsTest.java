package io.ostiary.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Organizations over HTTP, as its stock clients speak: from an empty directory to a capped user.
 */
class OrganizationsTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/records");
  private static final String ACCOUNT = "123456789012";
  private static final AwsCredentialsIdentity ROOT =
      AwsCredentialsIdentity.create(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  private @Nullable Records records;
  private String root = "";

  @BeforeEach
  void makeOrganization() throws Exception {
    start(Map.of());
    ok("CreateOrganization", "FeatureSet", "ALL");
    root = ok("ListRoots").at("/Roots/0/Id").textValue();
  }

  private void start(Map<String, String> more) throws Exception {
    Map<String, String> settings =
        new java.util.HashMap<>(
            Map.of(
                "ostiary.data", data.toString(),
                "ostiary.account-id", ACCOUNT,
                "ostiary.root-access-key-id", ROOT.accessKeyId(),
                "ostiary.root-secret-access-key", ROOT.secretAccessKey()));
    settings.putAll(more);
    records = Records.start(APPLICATION, settings);
  }

  @AfterEach
  void stop() throws Exception {
    if (records != null) {
      records.close();
    }
  }

  /** Member, text, member, text… */
  private static String body(String... members) {
    ObjectNode body = JSON.createObjectNode();
    for (int i = 0; i < members.length; i += 2) {
      body.put(members[i], members[i + 1]);
    }
    return body.toString();
  }

  private JsonNode ok(String operation, String... members) throws Exception {
    HttpResponse<String> answer = organizations(ROOT, operation, body(members));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
    return JSON.readTree(answer.body());
  }

  private void refused(String code, String operation, String... members) throws Exception {
    HttpResponse<String> answer = organizations(ROOT, operation, body(members));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
    assertThat(JSON.readTree(answer.body()).path("__type").textValue())
        .as(answer.body())
        .isEqualTo(code);
  }

  private HttpResponse<String> organizations(
      AwsCredentialsIdentity who, String operation, String body) throws Exception {
    return send(
        who,
        "POST",
        "/",
        "organizations",
        body,
        Map.of(
            "X-Amz-Target",
            "AWSOrganizationsV20161128." + operation,
            "Content-Type",
            "application/x-amz-json-1.1"));
  }

  private HttpResponse<String> iam(AwsCredentialsIdentity who, String form) throws Exception {
    return send(
        who,
        "POST",
        "/",
        "iam",
        form + "&Version=2010-05-08",
        Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  private HttpResponse<String> send(
      AwsCredentialsIdentity who,
      String method,
      String path,
      String service,
      String body,
      Map<String, String> headers)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + requireNonNull(records).port() + path);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    headers.forEach(request::putHeader);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(who)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    HttpRequest.Builder http =
        HttpRequest.newBuilder(uri)
            .method(
                method,
                HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              if (!name.toLowerCase(Locale.ROOT).equals("host")) {
                values.forEach(value -> http.header(name, value));
              }
            });
    return HttpClient.newHttpClient().send(http.build(), BodyHandlers.ofString());
  }

  private String account(String name) throws Exception {
    JsonNode status =
        ok("CreateAccount", "AccountName", name, "Email", name + "@example.com")
            .path("CreateAccountStatus");
    assertThat(status.path("State").textValue()).isEqualTo("SUCCEEDED");
    assertThat(
            ok("DescribeCreateAccountStatus", "CreateAccountRequestId", status.path("Id").asText())
                .path("CreateAccountStatus"))
        .isEqualTo(status);
    return status.path("AccountId").textValue();
  }

  private static String policy(String effect, String action, String more) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"%s\",\"Action\":\"%s\",%s\"Resource\":\"*\"}}"
        .formatted(effect, action, more);
  }

  @Test
  void anAdministratorBuildsATreeAndReadsItBack() throws Exception {
    JsonNode organization = ok("DescribeOrganization").path("Organization");
    assertThat(organization.path("MasterAccountId").textValue()).isEqualTo(ACCOUNT);
    assertThat(organization.path("FeatureSet").textValue()).isEqualTo("ALL");

    String unit =
        ok("CreateOrganizationalUnit", "ParentId", root, "Name", "staff")
            .at("/OrganizationalUnit/Id")
            .textValue();
    String member = account("member");
    ok("MoveAccount", "AccountId", member, "SourceParentId", root, "DestinationParentId", unit);
    ok("UpdateOrganizationalUnit", "OrganizationalUnitId", unit, "Name", "people");

    assertThat(
            ok("DescribeOrganizationalUnit", "OrganizationalUnitId", unit)
                .at("/OrganizationalUnit/Name")
                .textValue())
        .isEqualTo("people");
    assertThat(ok("ListParents", "ChildId", member).at("/Parents/0"))
        .isEqualTo(JSON.readTree(body("Id", unit, "Type", "ORGANIZATIONAL_UNIT")));
    assertThat(ok("ListParents", "ChildId", unit).at("/Parents/0/Type").textValue())
        .isEqualTo("ROOT");
    assertThat(ok("ListAccountsForParent", "ParentId", unit).at("/Accounts/0/Id").textValue())
        .isEqualTo(member);
    assertThat(
            ok("ListChildren", "ParentId", root, "ChildType", "ORGANIZATIONAL_UNIT")
                .at("/Children/0/Id")
                .textValue())
        .isEqualTo(unit);
    assertThat(
            ok("ListChildren", "ParentId", unit, "ChildType", "ACCOUNT")
                .at("/Children/0/Id")
                .textValue())
        .isEqualTo(member);
    assertThat(
            ok("ListOrganizationalUnitsForParent", "ParentId", root)
                .at("/OrganizationalUnits/0/Name")
                .textValue())
        .isEqualTo("people");
    assertThat(ok("DescribeAccount", "AccountId", member).at("/Account/Status").textValue())
        .isEqualTo("ACTIVE");
    ok("CloseAccount", "AccountId", member);
    assertThat(ok("DescribeAccount", "AccountId", member).at("/Account/Status").textValue())
        .isEqualTo("SUSPENDED");
    assertThat(ok("ListTagsForResource", "ResourceId", member).path("Tags")).isEmpty();
    assertThat(ok("ListAWSServiceAccessForOrganization").path("EnabledServicePrincipals"))
        .isEmpty();
  }

  @Test
  void policiesAreMadeAttachedListedAndTakenAway() throws Exception {
    String member = account("member");
    ok("EnablePolicyType", "RootId", root, "PolicyType", "SERVICE_CONTROL_POLICY");
    JsonNode made =
        ok(
                "CreatePolicy",
                "Name",
                "no records",
                "Description",
                "why not",
                "Type",
                "SERVICE_CONTROL_POLICY",
                "Content",
                policy("Deny", "records:*", ""))
            .path("Policy");
    String id = made.at("/PolicySummary/Id").textValue();
    assertThat(made.at("/PolicySummary/AwsManaged").booleanValue()).isFalse();
    ok("AttachPolicy", "PolicyId", id, "TargetId", member);

    assertThat(ok("DescribePolicy", "PolicyId", id).path("Policy")).isEqualTo(made);
    assertThat(ok("ListTargetsForPolicy", "PolicyId", id).at("/Targets/0/Name").textValue())
        .isEqualTo("member");
    assertThat(
            ok("ListPoliciesForTarget", "TargetId", member, "Filter", "SERVICE_CONTROL_POLICY")
                .path("Policies"))
        .hasSize(2);
    assertThat(ok("ListPolicies", "Filter", "SERVICE_CONTROL_POLICY").path("Policies")).hasSize(2);
    assertThat(ok("ListTargetsForPolicy", "PolicyId", "p-FullAWSAccess").path("Targets"))
        .hasSize(3);
    assertThat(
            ok("UpdatePolicy", "PolicyId", id, "Content", policy("Deny", "records:Put*", ""))
                .at("/Policy/Content")
                .textValue())
        .contains("records:Put*");
    ok("DetachPolicy", "PolicyId", id, "TargetId", member);
    ok("DeletePolicy", "PolicyId", id);
    ok("DisablePolicyType", "RootId", root, "PolicyType", "SERVICE_CONTROL_POLICY");
  }

  @Test
  void listsComeInPages() throws Exception {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(
          ok("CreateOrganizationalUnit", "ParentId", root, "Name", "unit " + i)
              .at("/OrganizationalUnit/Id")
              .textValue());
    }
    List<String> seen = new ArrayList<>();
    ObjectNode ask = JSON.createObjectNode().put("ParentId", root).put("MaxResults", 2);
    JsonNode page;
    do {
      HttpResponse<String> answer =
          organizations(ROOT, "ListOrganizationalUnitsForParent", ask.toString());
      page = JSON.readTree(answer.body());
      assertThat(page.path("OrganizationalUnits").size()).isBetween(1, 2);
      page.path("OrganizationalUnits").forEach(unit -> seen.add(unit.path("Id").textValue()));
      ask.put("NextToken", page.path("NextToken").asText());
    } while (page.has("NextToken"));

    assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
  }

  @ParameterizedTest
  @CsvSource({
    "AlreadyInOrganizationException, CreateOrganization, FeatureSet, ALL",
    "InvalidInputException, CreateOrganization, FeatureSet, CONSOLIDATED_BILLING",
    "InvalidInputException, DescribeOrganizationalUnit, Name, misspelled",
    "InvalidInputException, ListPolicies, Filter, TAG_POLICY",
    "InvalidInputException, ListAccounts, NextToken, forged",
    "OrganizationalUnitNotFoundException, DeleteOrganizationalUnit, OrganizationalUnitId, ou-x",
    "AccountNotFoundException, DescribeAccount, AccountId, 999999999999",
    "ParentNotFoundException, ListAccountsForParent, ParentId, ou-x",
    "ChildNotFoundException, ListParents, ChildId, ou-x",
    "PolicyNotFoundException, DescribePolicy, PolicyId, p-x",
    "CreateAccountStatusNotFoundException, DescribeCreateAccountStatus, CreateAccountRequestId, x",
    "ConstraintViolationException, CloseAccount, AccountId, " + ACCOUNT,
    "AccessDeniedException, LeaveOrganization, Any, thing",
  })
  void whatIsWrongIsRefusedByItsCode(String code, String operation, String member, String text)
      throws Exception {
    refused(code, operation, member, text);
  }

  @Test
  void whatIsNoJsonObjectIsRefused() throws Exception {
    for (String body : List.of("[]", "{", "{\"a\":1,\"a\":2}")) {
      assertThat(organizations(ROOT, "ListRoots", body).statusCode()).as(body).isEqualTo(400);
    }
  }

  @Test
  void aCapReachesTheUserOfAMemberAccountAndIamIsAboutItsOwnAccount() throws Exception {
    String member = account("member");
    requireNonNull(records).close();
    start(Map.of("ostiary.recover-root-user", member));
    AwsCredentialsIdentity memberRoot = credentials(data.resolve("root-credentials-" + member));
    assertThat(iam(memberRoot, "Action=CreateUser&UserName=lucy").statusCode()).isEqualTo(200);
    assertThat(iam(memberRoot, "Action=ListUsers").body())
        .contains("arn:aws:iam::" + member + ":user/lucy")
        .doesNotContain(ACCOUNT);

    ok("EnablePolicyType", "RootId", root, "PolicyType", "SERVICE_CONTROL_POLICY");
    String deny =
        ok(
                "CreatePolicy",
                "Name",
                "no users",
                "Description",
                "",
                "Type",
                "SERVICE_CONTROL_POLICY",
                "Content",
                policy("Deny", "iam:CreateUser", ""))
            .at("/Policy/PolicySummary/Id")
            .textValue();
    ok("AttachPolicy", "PolicyId", deny, "TargetId", root);

    HttpResponse<String> denied = iam(memberRoot, "Action=CreateUser&UserName=fred");
    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(denied.body()).contains("explicit deny in a service control policy");
    assertThat(iam(ROOT, "Action=CreateUser&UserName=fred").statusCode()).isEqualTo(200);
    assertThat(organizations(memberRoot, "DescribeOrganization", "{}").statusCode()).isEqualTo(200);
    HttpResponse<String> notTheirs =
        organizations(memberRoot, "DetachPolicy", body("PolicyId", deny, "TargetId", root));
    assertThat(notTheirs.body()).contains("AccessDeniedException");
    assertThat(Files.readString(data.resolve("audit.log")))
        .contains("\"severity\":\"warning\"")
        .contains("\"eventSource\":\"organizations\",\"eventName\":\"AttachPolicy\"");
  }

  @Test
  void theManagementAccountDisablesTheRootUserOfAMemberThatHasAnAdministrator() throws Exception {
    String member = account("member");
    requireNonNull(records).close();
    start(Map.of("ostiary.recover-root-user", member));
    AwsCredentialsIdentity memberRoot = credentials(data.resolve("root-credentials-" + member));
    String disable = "Action=DisableRootUser&AccountId=" + member;

    assertThat(iam(ROOT, disable).body()).contains("DeleteConflict").contains("nobody of it can");
    iam(memberRoot, "Action=CreateUser&UserName=lucy");
    iam(
        memberRoot,
        "Action=PutUserPolicy&UserName=lucy&PolicyName=all&PolicyDocument="
            + URLEncoder.encode(policy("Allow", "*", ""), StandardCharsets.UTF_8));
    iam(memberRoot, "Action=CreateAccessKey&UserName=lucy");
    assertThat(iam(memberRoot, "Action=DisableRootUser&AccountId=" + ACCOUNT).statusCode())
        .isEqualTo(403);
    assertThat(iam(ROOT, disable).statusCode()).isEqualTo(200);
    assertThat(iam(memberRoot, "Action=ListUsers").statusCode()).isEqualTo(403);
    assertThat(iam(ROOT, "Action=EnableRootUser&AccountId=" + member).statusCode()).isEqualTo(200);
    assertThat(iam(memberRoot, "Action=ListUsers").statusCode()).isEqualTo(200);
  }

  private static AwsCredentialsIdentity credentials(Path file) throws Exception {
    List<String> lines = Files.readAllLines(file);
    return AwsCredentialsIdentity.create(
        lines.get(1).substring(lines.get(1).indexOf('=') + 2),
        lines.get(2).substring(lines.get(2).indexOf('=') + 2));
  }

  @Test
  void aPostOfTheApplicationToTheSameRootIsStillItsOwn() throws Exception {
    assertThat(iam(ROOT, "Action=GetUser").statusCode()).isEqualTo(200);
    assertThat(
            send(ROOT, "POST", "/", "organizations", "{}", Map.of("X-Amz-Target", "Other.Thing"))
                .statusCode())
        .isEqualTo(400);
  }
}
