package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.issuer.SmallIssuer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringTokenizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token in a file and the name of a role: that is all a build job or a pod needs. */
class WebIdentityTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/records");
  private static final String PATH = String.valueOf(System.getenv("PATH"));
  private static final String ACCOUNT = "123456789012";
  private static final Map<String, String> ROOT =
      Map.of(
          "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
          "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/builder";

  @TempDir Path directory;

  private Records records;
  private SmallIssuer issuer;

  /** What one run of {@code aws} printed, and how it ended. */
  private record Outcome(int exit, String printed) {
    String succeeds() {
      assertThat(exit).as(printed).isZero();
      return printed;
    }

    String fails() {
      assertThat(exit).as(printed).isNotZero();
      return printed;
    }
  }

  @BeforeEach
  void trustTheIssuer() throws Exception {
    assumeAws();
    issuer = new SmallIssuer();
    records =
        Records.start(
            APPLICATION,
            Map.of(
                "ostiary.data", directory.resolve("data").toString(),
                "ostiary.account-id", ACCOUNT,
                "ostiary.root-access-key-id", Objects.requireNonNull(ROOT.get("AWS_ACCESS_KEY_ID")),
                "ostiary.root-secret-access-key",
                    Objects.requireNonNull(ROOT.get("AWS_SECRET_ACCESS_KEY"))));
    String host = issuer.url().substring("http://".length());
    aws(
            ROOT,
            "iam create-open-id-connect-provider --client-id-list records --url " + issuer.url(),
            "--tags",
            "Key=ostiary:claims,Value=repository")
        .succeeds();
    aws(
            ROOT,
            "iam create-role --role-name builder --assume-role-policy-document",
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
             "Principal": {"Federated": "arn:aws:iam::%s:oidc-provider/%s"},
             "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
             "Condition": {"StringEquals": {"%s:aud": "records",
              "%s:claim/repository": "acme/shop"}}}}
            """
                .formatted(ACCOUNT, host, host, host))
        .succeeds();
    aws(
            ROOT,
            "iam put-role-policy --role-name builder --policy-name own --policy-document",
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:GetUser",
             "Resource": "arn:aws:iam::%s:user/${aws:PrincipalTag/user}"}}
            """
                .formatted(ACCOUNT))
        .succeeds();
  }

  @AfterEach
  void stop() throws Exception {
    if (records != null) {
      records.close();
      issuer.close();
    }
  }

  private static void assumeAws() {
    boolean present =
        Arrays.stream(PATH.split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws")));
    if (!present) {
      System.out.println("SKIPPED: `aws` is not on the path; install awscli to run this test");
    }
    Assumptions.assumeTrue(present, "`aws` is not on the path; install awscli");
  }

  /** Runs {@code aws}, the words of the first text each an argument, the others whole. */
  private Outcome aws(Map<String, String> who, String words, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("aws"));
    new StringTokenizer(words, " ")
        .asIterator()
        .forEachRemaining(word -> command.add((String) word));
    command.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(key -> key.startsWith("AWS_"));
    environment.putAll(who);
    // Where `aws` keeps the sessions it was given, and finds those of other runs.
    environment.put("HOME", directory.toString());
    environment.put("AWS_CONFIG_FILE", directory.resolve("none").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", directory.resolve("none").toString());
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + records.port());
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_PAGER", "");
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), printed);
  }

  private Map<String, String> job(String audience, String repository) throws Exception {
    String token =
        issuer.token(
            "job-4711",
            audience,
            """
            "repository": "%s",
            "https://aws.amazon.com/tags": {"principal_tags": {"user": ["ada"]}},
            """
                .formatted(repository));
    return Map.of(
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        Files.writeString(directory.resolve("token"), token).toString(),
        "AWS_ROLE_ARN",
        ROLE);
  }

  @Test
  void aTokenFileAndARoleAreEnough() throws Exception {
    Map<String, String> job = job("records", "acme/shop");

    assertThat(aws(job, "sts get-caller-identity").succeeds()).contains(":assumed-role/builder/");
    assertThat(aws(job, "iam get-user --user-name ada").succeeds()).contains(":user/ada");
    assertThat(aws(job, "iam list-users").fails()).contains("AccessDenied");
  }

  @Test
  void whoeverTheRoleOrTheProviderDoesNotMeanGetsNothing() throws Exception {
    assertThat(aws(job("records", "evil/shop"), "sts get-caller-identity").fails())
        .contains("AccessDenied", "AssumeRoleWithWebIdentity");
    assertThat(aws(job("other", "acme/shop"), "sts get-caller-identity").fails())
        .contains("InvalidIdentityToken");
  }
}
