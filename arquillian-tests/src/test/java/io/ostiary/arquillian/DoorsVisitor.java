package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Goes every way through {@link Doors}, as a user who may read and write one page, go on from
 * anywhere, and nothing else.
 */
final class DoorsVisitor {
  private static final String MAY =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "doors:Go", "Resource": "*"},
        {"Effect": "Allow", "Action": ["doors:ReadPage", "doors:Upload"], "Resource": "arn:aws:doors:::page/open"}]}
      """;

  /** The one that servers without Jakarta Security cannot go. */
  static final String DECLARED_ROLE = "role that the application declares";

  /** The rows of the matrix. */
  static final List<String> WAYS =
      List.of(
          "signed request",
          "presigned URL",
          "session credentials",
          "resource policy",
          "upload",
          "asynchronous dispatch",
          "forward",
          "include",
          "error page",
          DECLARED_ROLE,
          "paths that trick");

  /** One way, which holds or throws. */
  private interface Way {
    void go() throws Exception;
  }

  private final Installation site;
  private final String arn;
  private final Signer signer;

  DoorsVisitor(Installation site) {
    this.site = site;
    String name = Installation.fresh("visitor");
    this.arn = "arn:aws:iam::%s:user/%s".formatted(site.accountId(), name);
    this.signer = Signer.of(site, site.newUser(name, MAY), "doors");
  }

  void go(String way) throws Exception {
    ways().get(way).go();
  }

  private Map<String, Way> ways() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("signed request", this::signed);
    ways.put("presigned URL", this::presigned);
    ways.put("session credentials", this::session);
    ways.put("resource policy", this::resourcePolicy);
    ways.put("upload", this::upload);
    ways.put("asynchronous dispatch", () -> dispatched("async", "ASYNC"));
    ways.put("forward", () -> dispatched("forward", "FORWARD"));
    ways.put("include", this::include);
    ways.put("error page", this::errorPage);
    ways.put(DECLARED_ROLE, this::declaredRole);
    ways.put("paths that trick", this::tricks);
    return ways;
  }

  private void signed() throws Exception {
    reaches(signer.sign("GET", "/pages/open", ""), arn, "REQUEST");
    RawRequest honest = signer.sign("GET", "/pages/open", "");
    refused(honest.target("/pages/secret"), 401);
    refused(signer.sign("GET", "/pages/secret", ""), 403);
    refused(signer.sign("GET", "/nowhere", ""), 403);
    refused(RawRequest.of("GET", "/pages/open"), 401);
    assertThat(send(RawRequest.of("GET", "/free/x")).body()).startsWith("caller null by REQUEST");
  }

  private void presigned() throws Exception {
    reaches(signer.presign("GET", "/pages/open", Duration.ofMinutes(1)), arn, "REQUEST");
    RawRequest other = signer.presign("GET", "/pages/open", Duration.ofMinutes(1));
    refused(other.target(other.target().replace("/open", "/secret")), 401);
  }

  private void session() throws Exception {
    AwsCredentials temporary;
    try (StsClient sts = site.sts(signer.key())) {
      Credentials made = sts.getSessionToken().credentials();
      temporary =
          AwsSessionCredentials.create(
              made.accessKeyId(), made.secretAccessKey(), made.sessionToken());
    }
    reaches(signer.withKey(temporary).sign("GET", "/pages/open", ""), arn, "REQUEST");
    refused(signer.withKey(temporary).sign("GET", "/pages/secret", ""), 403);
  }

  private void resourcePolicy() throws Exception {
    reaches(RawRequest.of("GET", "/pages/shared"), "null", "REQUEST");
    reaches(signer.sign("GET", "/pages/shared", ""), arn, "REQUEST");
  }

  private void upload() throws Exception {
    String body = "x".repeat(100_000);
    RawRequest put = signer.sign("PUT", "/uploads/open", body);
    assertThat(send(put).body()).endsWith("with 100000 bytes");
    refused(put.body(body.replaceFirst("x", "y")), 401);
    refused(signer.sign("PUT", "/uploads/secret", body), 403);
  }

  private void dispatched(String way, String dispatch) throws Exception {
    reaches(signer.sign("GET", "/" + way + "/open", ""), arn, dispatch);
    refused(signer.sign("GET", "/" + way + "/secret", ""), 403);
    refused(RawRequest.of("GET", "/" + way + "/open"), 401);
  }

  private void include() throws Exception {
    RawAnswer answer = send(signer.sign("GET", "/include/open", ""));
    assertThat(answer.body()).contains("around caller " + arn + " by INCLUDE");
    assertThat(send(signer.sign("GET", "/include/secret", "")).body()).doesNotContain("caller ");
  }

  /** What the application says is wrong comes through; nobody else sees it. */
  private void errorPage() throws Exception {
    assertThat(send(signer.sign("GET", "/broken/x", "")).status()).isEqualTo(409);
    refused(RawRequest.of("GET", "/broken/x"), 401);
  }

  /** The group of a user is a role of it; to be allowed the action is not enough. */
  private void declaredRole() throws Exception {
    refused(signer.sign("GET", "/staff/x", ""), 403);
    String user = arn.substring(arn.lastIndexOf('/') + 1);
    try (IamClient iam = site.iam(site.root())) {
      iam.createGroup(request -> request.groupName("Staff"));
      iam.addUserToGroup(request -> request.groupName("Staff").userName(user));
    }
    reaches(signer.sign("GET", "/staff/x", ""), arn, "REQUEST");
  }

  /** Whoever shows nothing reaches the shared page and what is free, by whatever path. */
  private void tricks() throws Exception {
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(
                DoorsVisitor.class.getResourceAsStream("/path-tricks.csv"),
                StandardCharsets.UTF_8))) {
      for (String line : table.lines().skip(1).toList()) {
        String template = line.split("\\|", 3)[2].strip();
        String target = template.replace("{open}", "pages").replace("{vault}", "pages/secret");
        if (!target.contains("\\x")) {
          assertThat(send(RawRequest.of("GET", target)).body())
              .as(target)
              .doesNotContain("caller arn", "caller null");
        }
      }
    }
  }

  private void reaches(RawRequest request, String caller, String dispatch) throws IOException {
    RawAnswer answer = send(request);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.body()).contains("caller " + caller + " by " + dispatch);
  }

  private void refused(RawRequest request, int status) throws IOException {
    RawAnswer answer = send(request);
    assertThat(answer.body()).doesNotContain("caller ");
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
  }

  private RawAnswer send(RawRequest request) throws IOException {
    return request.send(site.endpoint());
  }
}
