package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.issuer.SmallIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways up that lead by AssumeRoleWithWebIdentity: each gains what a policy says, no more. */
class WebIdentityEscalationTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/records");
  private static final String ACCOUNT = "123456789012";
  private static final String ARN = "arn:aws:iam::" + ACCOUNT + ":";
  private static final Map<String, String> ROOT =
      Map.of(
          "AWS_ACCESS_KEY_ID", Administrator.KEY.accessKeyId(),
          "AWS_SECRET_ACCESS_KEY", Administrator.KEY.secretAccessKey());

  @TempDir Path directory;
  private Records records;
  private StockAws aws;
  private SmallIssuer trusted;
  private SmallIssuer evil;

  @BeforeEach
  void start() throws Exception {
    StockAws.assumePresent();
    trusted = new SmallIssuer();
    evil = new SmallIssuer();
    records =
        Records.start(
            APPLICATION,
            Map.of(
                "ostiary.data", directory.resolve("data").toString(),
                "ostiary.account-id", ACCOUNT,
                "ostiary.root-access-key-id", Administrator.KEY.accessKeyId(),
                "ostiary.root-secret-access-key", Administrator.KEY.secretAccessKey()));
    aws = new StockAws(directory, records.port());
    provider(ROOT, trusted).succeeds();
    role("open", trust(trusted, ""));
    role("guarded", trust(trusted, condition(trusted, "boss")));
  }

  @AfterEach
  void stop() throws Exception {
    if (records != null) {
      records.close();
      trusted.close();
      evil.close();
    }
  }

  private StockAws.Outcome provider(Map<String, String> who, SmallIssuer issuer) throws Exception {
    return aws.run(
        who, "iam create-open-id-connect-provider --client-id-list records --url " + issuer.url());
  }

  private static String host(SmallIssuer issuer) {
    return issuer.url().substring("http://".length());
  }

  private static String trust(SmallIssuer issuer, String condition) {
    return """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
         "Principal": {"Federated": "%soidc-provider/%s"},
         "Action": "sts:AssumeRoleWithWebIdentity"%s}}
        """
        .formatted(ARN, host(issuer), condition);
  }

  private static String condition(SmallIssuer issuer, String subject) {
    return ", \"Condition\": {\"StringEquals\": {\"%s:sub\": \"%s\"}}"
        .formatted(host(issuer), subject);
  }

  private void role(String name, String trust) throws Exception {
    aws.run(ROOT, "iam create-role --role-name " + name + " --assume-role-policy-document", trust)
        .succeeds();
    aws.run(
            ROOT,
            "iam put-role-policy --policy-name own --role-name " + name + " --policy-document",
            allow("iam:GetRole", ARN + "role/" + name))
        .succeeds();
  }

  private static String allow(String actions, String resource) {
    return """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Action": "%s", "Resource": "%s"}}
        """
        .formatted(actions, resource);
  }

  /** A user who holds one permission. */
  private Map<String, String> user(String name, String policy) throws Exception {
    aws.run(ROOT, "iam create-user --user-name " + name).succeeds();
    aws.run(
            ROOT,
            "iam put-user-policy --policy-name only --user-name " + name + " --policy-document",
            policy)
        .succeeds();
    JsonNode key =
        new ObjectMapper()
            .readTree(aws.run(ROOT, "iam create-access-key --user-name " + name).succeeds())
            .path("AccessKey");
    return Map.of(
        "AWS_ACCESS_KEY_ID", key.path("AccessKeyId").asText(),
        "AWS_SECRET_ACCESS_KEY", key.path("SecretAccessKey").asText());
  }

  /** Each in a home of its own, where the command keeps no session of another. */
  private Map<String, String> into(String role, SmallIssuer issuer, String subject, String audience)
      throws Exception {
    return Map.of(
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        Files.writeString(directory.resolve("token"), issuer.token(subject, audience, ""))
            .toString(),
        "AWS_ROLE_ARN",
        ARN + "role/" + role,
        "HOME",
        Files.createTempDirectory(directory, "home").toString());
  }

  private String refused(Map<String, String> who) throws Exception {
    return aws.run(who, "sts get-caller-identity").fails();
  }

  @Test
  void aTrustPolicyWithoutConditionsAdmitsEverybodyOfTheIssuerAndNobodyElse() throws Exception {
    Map<String, String> mallory = into("open", trusted, "mallory", "records");
    assertThat(aws.run(mallory, "iam get-role --role-name open").succeeds()).contains("open");
    assertThat(aws.run(mallory, "iam get-role --role-name guarded").fails())
        .contains("AccessDenied");

    assertThat(refused(into("open", trusted, "mallory", "others")))
        .contains("InvalidIdentityToken");
    assertThat(refused(into("open", evil, "mallory", "records"))).contains("InvalidIdentityToken");
    assertThat(refused(into("guarded", trusted, "mallory", "records"))).contains("AccessDenied");
  }

  @Test
  void whoMayRegisterAProviderGainsNoRoleByIt() throws Exception {
    Map<String, String> eve = user("eve", allow("iam:CreateOpenIDConnectProvider", "*"));
    provider(eve, evil).succeeds();

    for (String role : new String[] {"open", "guarded"}) {
      assertThat(refused(into(role, evil, "boss", "records")))
          .contains("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }
    assertThat(
            aws.run(
                    eve,
                    "iam update-assume-role-policy --role-name open --policy-document",
                    trust(evil, ""))
                .fails())
        .contains("AccessDenied", "iam:UpdateAssumeRolePolicy");
  }

  @Test
  void whoMayChangeATrustPolicyGainsThatRoleAndNothingBeside() throws Exception {
    Map<String, String> eve =
        user("eve", allow("iam:UpdateAssumeRolePolicy", ARN + "role/guarded"));
    aws.run(
            eve,
            "iam update-assume-role-policy --role-name guarded --policy-document",
            trust(trusted, condition(trusted, "eve")))
        .succeeds();

    Map<String, String> guarded = into("guarded", trusted, "eve", "records");
    assertThat(aws.run(guarded, "iam get-role --role-name guarded").succeeds()).contains("guarded");
    assertThat(aws.run(guarded, "iam get-role --role-name open").fails()).contains("AccessDenied");
    assertThat(
            aws.run(
                    eve,
                    "iam update-assume-role-policy --role-name open --policy-document",
                    trust(trusted, condition(trusted, "eve")))
                .fails())
        .contains("AccessDenied");
  }
}
