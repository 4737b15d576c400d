package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.issuer.SmallIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
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
        {"Effect": "Allow", "Action": ["doors:Go", "doors:ReadDoc", "doors:WriteDoc"], "Resource": "*"},
        {"Effect": "Allow", "Action": ["doors:ReadPage", "doors:Upload"], "Resource": "arn:aws:doors:::page/open"}]}
      """;

  /** The one that servers without Jakarta Security cannot go. */
  static final String DECLARED_ROLE = "role that the application declares";

  /** Some read a {@code +} in a path as a space. */
  static final String ORDINARY_PATHS = "ordinary paths";

  /** Those that a server can only go if it takes HTTP/2 without TLS. */
  static final String HTTP_2 = "HTTP/2";

  static final String ORDINARY_PATHS_OVER_HTTP_2 = "ordinary paths over HTTP/2";
  static final String ATTACKS_OVER_HTTP_2 = "attacks over HTTP/2";

  /** The one that a server has to offer. */
  static final String HEALTH = "MicroProfile Health";

  private static final String WEB_SOCKET = "WebSocket";

  private static final String BEARER = "bearer token";
  private static final String LOGIN = "browser login";
  private static final String PASSWORD = "Correct-Horse-7";

  /** The rows of the matrix. */
  static final List<String> WAYS =
      List.of(
          "signed request",
          "presigned URL",
          "session credentials",
          BEARER,
          LOGIN,
          "resource policy",
          "upload",
          "asynchronous dispatch",
          "forward",
          "include",
          "error page",
          DECLARED_ROLE,
          HTTP_2,
          WEB_SOCKET,
          HEALTH,
          ORDINARY_PATHS,
          ORDINARY_PATHS_OVER_HTTP_2,
          "attacks",
          ATTACKS_OVER_HTTP_2);

  /** One way, which holds or throws. */
  private interface Way {
    void go() throws Exception;
  }

  private final Installation site;
  private final URI health;
  private final String arn;
  private final Signer signer;

  DoorsVisitor(Installation site, URI health) {
    this.site = site;
    this.health = health;
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
    ways.put(BEARER, this::bearer);
    ways.put(LOGIN, this::login);
    ways.put("resource policy", this::resourcePolicy);
    ways.put("upload", this::upload);
    ways.put("asynchronous dispatch", () -> dispatched("async", "ASYNC"));
    ways.put("forward", () -> dispatched("forward", "FORWARD"));
    ways.put("include", this::include);
    ways.put("error page", this::errorPage);
    ways.put(DECLARED_ROLE, this::declaredRole);
    ways.put(HTTP_2, this::http2);
    ways.put(WEB_SOCKET, () -> new DoorsSocketVisitor(site, signer).isOnlyOpenedByWhoeverMay());
    ways.put(HEALTH, this::health);
    DoorsAttacks http1 = new DoorsAttacks(site, signer, RawRequest::send);
    DoorsAttacks http2 = new DoorsAttacks(site, signer, RawRequest::sendByHttp2);
    ways.put(ORDINARY_PATHS, http1::ordinaryPathsAreLetIn);
    ways.put(ORDINARY_PATHS_OVER_HTTP_2, http2::ordinaryPathsAreLetIn);
    ways.put("attacks", http1::nothingIsReached);
    ways.put(
        ATTACKS_OVER_HTTP_2,
        () -> {
          http2.nothingIsReached();
          http2.nothingIsReachedByWhatIsMalformedInHttp2();
        });
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

  /** An issuer's token is its holder's way into the role that the issuer's tags name. */
  private void bearer() throws Exception {
    try (SmallIssuer issuer = new SmallIssuer()) {
      String role = Installation.fresh("holder");
      String host = issuer.url().substring("http://".length());
      trust(issuer, host, role);
      String token = issuer.token("bob", "doors-api", "\"typ\": \"Bearer\", ");
      RawRequest shown =
          RawRequest.of("GET", "/tokens/open").header("Authorization", "Bearer " + token);
      String session = "arn:aws:sts::%s:assumed-role/%s/bob".formatted(site.accountId(), role);
      reaches(shown, session, "REQUEST");
      refused(shown.target("/tokens/secret"), 403);
      refused(shown.target("/pages/open"), 401);
      refused(RawRequest.of("GET", "/tokens/open"), 401);
      String other = issuer.token("bob", "another-api", "\"typ\": \"Bearer\", ");
      refused(RawRequest.of("GET", "/tokens/open").header("Authorization", "Bearer " + other), 401);
    }
  }

  private void trust(SmallIssuer issuer, String host, String role) {
    String provider = "arn:aws:iam::%s:oidc-provider/%s".formatted(site.accountId(), host);
    try (IamClient iam = site.iam(site.root())) {
      iam.createOpenIDConnectProvider(
          request ->
              request
                  .url(issuer.url())
                  .clientIDList("doors")
                  .tags(
                      Keycloak.tag("bearer-audiences", "doors-api"),
                      Keycloak.tag("bearer-claim-typ", "Bearer"),
                      Keycloak.tag("bearer-role-1", role)));
      iam.createRole(
          request ->
              request
                  .roleName(role)
                  .assumeRolePolicyDocument(
                      """
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                       "Principal": {"Federated": "%s"}, "Action": "sts:AssumeRoleWithWebIdentity",
                       "Condition": {"StringEquals": {"%s:aud": "doors-api"}}}}
                      """
                          .formatted(provider, host)));
      iam.putRolePolicy(
          request -> request.roleName(role).policyName("of-the-test").policyDocument(MAY));
    }
  }

  /** Whoever signs in by the form is let in by a cookie, and nobody without it. */
  private void login() throws Exception {
    String user = arn.substring(arn.lastIndexOf('/') + 1);
    try (IamClient iam = site.iam(site.root())) {
      iam.createLoginProfile(request -> request.userName(user).password(PASSWORD));
    }
    refused(RawRequest.of("GET", "/mine/open"), 401);
    Browser browser =
        new Browser(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    String form = browser.get(page("/.ostiary/sign-in?to=%2Fmine%2Fopen")).body();
    HttpResponse<String> in =
        browser.post(
            page("/.ostiary/sign-in"),
            Map.of(
                "form-token",
                Browser.attribute(form, "name=\"form-token\"", "value"),
                "to",
                "/mine/open",
                "account",
                site.accountId(),
                "user",
                user,
                "password",
                PASSWORD));
    assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
    assertThat(browser.get(page("/mine/open")).body()).startsWith("caller " + arn + " by REQUEST");
    assertThat(browser.get(page("/mine/secret")).statusCode()).isEqualTo(403);
    refused(RawRequest.of("GET", "/mine/open"), 401);
  }

  private URI page(String path) {
    return site.endpoint().resolve(path);
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

  /** Bodies are verified though nothing announces their length. */
  private void http2() throws Exception {
    assertThat(byHttp2(signer.sign("GET", "/pages/open", "")).body())
        .startsWith("caller " + arn + " by REQUEST");
    assertThat(byHttp2(signer.sign("GET", "/pages/secret", "")).status()).isEqualTo(403);
    assertThat(byHttp2(RawRequest.of("GET", "/pages/open")).status()).isEqualTo(401);
    String body = "x".repeat(60_000);
    RawRequest put = signer.sign("PUT", "/uploads/open", body).without("Content-Length");
    assertThat(byHttp2(put).body()).endsWith("with 60000 bytes");
    assertThat(byHttp2(put.body(body.substring(1) + "y")).status()).isEqualTo(401);
    assertThat(byHttp2(put.body("")).status()).isEqualTo(401);
  }

  private void health() throws IOException {
    RawAnswer answer = RawRequest.of("GET", "/health/ready").send(health);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.body().replaceAll("\\s", ""))
        .contains("\"name\":\"ostiary\"", "\"status\":\"UP\"", "\"mode\":\"enforce\"");
  }

  private RawAnswer byHttp2(RawRequest request) throws IOException {
    return request.sendByHttp2(site.endpoint());
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
