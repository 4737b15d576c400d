package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Requests whose signature does not hold: each is refused with the status and code that AWS gives,
 * and nothing is created.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedSignatureIT extends DepotInWildFly {
  private static final String KEY = "kept.txt";
  private final String bucket = fresh("bucket");

  /** What there is; no request of this class may change it. */
  private Set<String> before = Set.of();

  @BeforeAll
  void makeABucket() {
    depot.newBucket(bucket);
    depot.newObject(bucket, KEY, "kept");
    before = depot.everything();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aChangedUploadIsRefused(
      String what, UnaryOperator<RawRequest> change, int status, String code) throws Exception {
    RawRequest honest =
        Signer.of(depot, depot.root(), "s3")
            .sign(
                "PUT",
                "/" + bucket + "/new.txt?x-id=PutObject",
                "honest",
                new RawRequest.Header("Content-Type", "text/plain"));
    assertRefused(change.apply(honest), status, code);
  }

  static Stream<Arguments> aChangedUploadIsRefused() {
    return Stream.of(
        changed("body", r -> r.body("hacked"), 400, "XAmzContentSHA256Mismatch"),
        changed("body, longer", r -> r.body("honest?"), 400, "XAmzContentSHA256Mismatch"),
        changed("path", r -> r.target(r.target().replace("new", "old"))),
        changed("path, a letter's case", r -> r.target(r.target().replace("new", "New"))),
        changed("query, a value", r -> r.target(r.target().replace("x-id=Put", "x-id=Get"))),
        changed("query, one more", r -> r.target(r.target() + "&colour=red")),
        changed("query, none", r -> r.target(r.target().substring(0, r.target().indexOf('?')))),
        changed("method", r -> r.method("DELETE")),
        changed("a signed header", r -> replaced(r, "Content-Type", "text/html")),
        changed("host", r -> replaced(r, "Host", "localhost" + r.value("Host").substring(9))),
        changed("date", r -> replaced(r, "X-Amz-Date", secondLater(r.value("X-Amz-Date")))),
        changed("last digit of the signature", r -> authorization(r, RefusedSignatureIT::bent)),
        changed("region", r -> authorization(r, a -> a.replace("us-east-1", "us-east-2"))),
        changed(
            "an unsigned x-amz- header",
            r -> r.header("x-amz-tagging", "clearance=high"),
            403,
            "AccessDenied"),
        changed("no date", r -> r.without("X-Amz-Date"), 400, "AuthorizationHeaderMalformed"),
        changed("no authorization", r -> r.without("Authorization"), 403, "AccessDenied"),
        changed(
            "authorization cut short",
            r -> authorization(r, a -> a.substring(0, a.indexOf("Signature="))),
            400,
            "AuthorizationHeaderMalformed"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void anAmbiguousRequestIsRefused(String what, UnaryOperator<RawRequest> change) throws Exception {
    RawRequest honest =
        Signer.of(depot, depot.root(), "s3").sign("PUT", "/" + bucket + "/new.txt", "honest");

    RawAnswer answer = change.apply(honest).send(depot.endpoint());

    assertThat(answer.status()).as(answer.toString()).isBetween(400, 403);
    assertThat(depot.everything()).isEqualTo(before);
  }

  static Stream<Arguments> anAmbiguousRequestIsRefused() {
    return Stream.of(
        changed("two authorizations", r -> r.header("Authorization", r.value("Authorization"))),
        changed("a signature and a bearer token", r -> r.header("Authorization", "Bearer a.b.c")),
        changed("two dates", r -> r.header("X-Amz-Date", r.value("X-Amz-Date"))),
        changed("two hosts", r -> r.header("Host", "127.0.0.2")),
        changed(
            "a signature in header and query",
            r ->
                r.target(
                    r.target()
                        + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature="
                        + "0".repeat(64))),
        changed("a method override", r -> r.header("X-HTTP-Method-Override", "DELETE")),
        changed("another algorithm", r -> authorization(r, a -> a.replace("SHA256", "SHA1"))),
        changed(
            "a signature in upper case",
            r ->
                authorization(
                    r,
                    a ->
                        a.substring(0, a.indexOf("Signature="))
                            + "Signature="
                            + a.substring(a.indexOf("Signature=") + 10)
                                .toUpperCase(java.util.Locale.ROOT)
                                .replace('0', 'A'))));
  }

  @ParameterizedTest(name = "{0} → {2} {3}")
  @MethodSource
  void aCallerWithoutAWorkingKeyMakesNoBucket(String what, String service, int status, String code)
      throws Exception {
    assertRefused(
        Signer.of(depot, depot.root(), service)
            .withKey(brokenKey(what))
            .at(clock(what))
            .sign("PUT", "/" + fresh("bucket"), ""),
        status,
        code);
  }

  static Stream<Arguments> aCallerWithoutAWorkingKeyMakesNoBucket() {
    return Stream.of(
        arguments("a wrong secret", "s3", 403, "SignatureDoesNotMatch"),
        arguments("an unknown key", "s3", 403, "InvalidAccessKeyId"),
        arguments("a token where none belongs", "s3", 403, "InvalidAccessKeyId"),
        arguments("a clock 20 minutes slow", "s3", 403, "RequestTimeTooSkewed"),
        arguments("a clock 20 minutes fast", "s3", 403, "RequestTimeTooSkewed"),
        arguments("another service's signature", "sts", 403, "SignatureDoesNotMatch"));
  }

  @ParameterizedTest(name = "{0} → {2} {3}")
  @MethodSource
  void aCallerWithoutAWorkingKeyMakesNoUser(String what, String service, int status, String code)
      throws Exception {
    assertRefused(
        Signer.of(depot, depot.root(), service)
            .withKey(brokenKey(what))
            .at(clock(what))
            .query(createUser()),
        status,
        code);
  }

  static Stream<Arguments> aCallerWithoutAWorkingKeyMakesNoUser() {
    return Stream.of(
        arguments("a wrong secret", "iam", 403, "SignatureDoesNotMatch"),
        arguments("an unknown key", "iam", 403, "InvalidClientTokenId"),
        arguments("a token where none belongs", "iam", 403, "InvalidClientTokenId"),
        arguments("a clock 20 minutes slow", "iam", 403, "SignatureDoesNotMatch"),
        arguments("a clock 20 minutes fast", "iam", 403, "SignatureDoesNotMatch"),
        arguments("another service's signature", "s3", 403, "SignatureDoesNotMatch"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aChangedCallOfIamIsRefused(
      String what, UnaryOperator<RawRequest> change, int status, String code) throws Exception {
    assertRefused(
        change.apply(Signer.of(depot, depot.root(), "iam").query(createUser())), status, code);
  }

  static Stream<Arguments> aChangedCallOfIamIsRefused() {
    return Stream.of(
        changed("body", r -> r.body(createUser())),
        changed("an unsigned x-amz- header", r -> r.header("x-amz-target", "x")),
        changed(
            "no authorization", r -> r.without("Authorization"), 403, "MissingAuthenticationToken"),
        changed(
            "authorization cut short",
            r -> authorization(r, a -> a.substring(0, a.indexOf("Signature="))),
            400,
            "IncompleteSignature"));
  }

  @Test
  void callsWithoutCredentialsAreRefused() throws Exception {
    assertRefused(RawRequest.of("PUT", "/" + fresh("bucket")), 403, "AccessDenied");
    assertRefused(RawRequest.of("GET", "/"), 403, "AccessDenied");
    assertRefused(
        RawRequest.of("POST", "/")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(createUser()),
        403,
        "MissingAuthenticationToken");
    assertRefused(
        RawRequest.of("POST", "/")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body("Action=GetCallerIdentity&Version=2011-06-15"),
        403,
        "MissingAuthenticationToken");
  }

  @Test
  void aPresignedUrlServesOneObjectUntilItExpires() throws Exception {
    Signer signer = Signer.of(depot, depot.root(), "s3");
    RawRequest presigned = signer.presign("GET", "/" + bucket + "/" + KEY, Duration.ofMinutes(10));
    RawAnswer answer = presigned.send(depot.endpoint());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.body()).contains("kept");

    assertRefused(
        presigned.target(presigned.target().replace(KEY, "other.txt")),
        403,
        "SignatureDoesNotMatch");
    assertRefused(
        presigned.target(presigned.target().replace("Expires=600", "Expires=6000")),
        403,
        "SignatureDoesNotMatch");
    assertRefused(presigned.method("DELETE"), 403, "SignatureDoesNotMatch");
    RawAnswer late =
        assertRefused(
            signer
                .at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-20)))
                .presign("GET", "/" + bucket + "/" + KEY, Duration.ofMinutes(10)),
            403,
            "AccessDenied");
    assertThat(late.message()).startsWith("Request has expired");
  }

  @Test
  void aRefusalShowsNeitherTheSecretNorTheSignatureThatWasExpected() throws Exception {
    RawRequest honest =
        Signer.of(depot, depot.root(), "s3").sign("PUT", "/" + bucket + "/new.txt", "honest");
    String expected = honest.value("Authorization").replaceAll(".*Signature=", "");

    RawAnswer answer =
        assertRefused(
            authorization(honest, RefusedSignatureIT::bent), 403, "SignatureDoesNotMatch");

    assertThat(answer.head() + answer.body())
        .doesNotContain(expected)
        .doesNotContain(depot.root().secretAccessKey());
    assertThat(answer.head()).contains("x-amz-request-id").contains("Date: ");
  }

  private RawAnswer assertRefused(RawRequest request, int status, String code) throws Exception {
    RawAnswer answer = request.send(depot.endpoint());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    assertThat(depot.everything()).isEqualTo(before);
    return answer;
  }

  private AwsCredentials brokenKey(String what) {
    AwsCredentials root = depot.root();
    return switch (what) {
      case "a wrong secret" ->
          AwsBasicCredentials.create(root.accessKeyId(), root.secretAccessKey() + "x");
      case "an unknown key" ->
          AwsBasicCredentials.create("AKIAUNKNOWNUNKNOWNAA", root.secretAccessKey());
      case "a token where none belongs" ->
          AwsSessionCredentials.create(root.accessKeyId(), root.secretAccessKey(), "token");
      default -> root;
    };
  }

  private static Clock clock(String what) {
    return switch (what) {
      case "a clock 20 minutes slow" -> Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-20));
      case "a clock 20 minutes fast" -> Clock.offset(Clock.systemUTC(), Duration.ofMinutes(20));
      default -> Clock.systemUTC();
    };
  }

  private static String createUser() {
    return "Action=CreateUser&Version=2010-05-08&UserName=" + fresh("intruder");
  }

  private static Arguments changed(String what, UnaryOperator<RawRequest> change) {
    return changed(what, change, 403, "SignatureDoesNotMatch");
  }

  private static Arguments changed(
      String what, UnaryOperator<RawRequest> change, int status, String code) {
    return arguments(what, change, status, code);
  }

  private static RawRequest replaced(RawRequest request, String name, String value) {
    return request.without(name).header(name, value);
  }

  private static RawRequest authorization(RawRequest request, UnaryOperator<String> change) {
    return replaced(request, "Authorization", change.apply(request.value("Authorization")));
  }

  private static String bent(String authorization) {
    int last = authorization.length() - 1;
    return authorization.substring(0, last) + (authorization.charAt(last) == '0' ? '1' : '0');
  }

  /** The same minute, one second on or back. */
  private static String secondLater(String date) {
    char digit = date.charAt(14);
    return date.substring(0, 14) + (char) (digit == '9' ? '8' : digit + 1) + "Z";
  }
}
