package io.ostiary.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ostiary.signature.SignatureException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {
  private final DocsServer server = new DocsServer();

  @Test
  void verifiesARequestWithoutABodyAndDoesNotAskForOne() throws Exception {
    VerifiedSignature verified =
        server.verify(Client.ofDocs().signed(), DocsServer.EXPECTATION, null);

    assertThat(verified.payloadMode()).isEqualTo(PayloadMode.SIGNED);
    assertThat(verified.signedHeaders()).containsExactly("host", "x-amz-date");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "20261121/us-east-1/sts/aws4_request | Credential should be scoped to correct service: 'docs'. ",
        "20261121/us-west-2/docs/aws4_request | Credential should be scoped to a valid region, not 'us-west-2'",
        "20261120/us-east-1/docs/aws4_request | Date in Credential scope does not match YYYYMMDD",
        "20261121/us-east-1/docs/aws5_request | valid terminator: 'aws4_request'"
      })
  void refusesAnotherScope(String scope, String message) {
    SignedRequest request = Client.ofDocs().scope(scope).signed();

    SignatureException refusal =
        catchThrowableOfType(
            SignatureException.class, () -> server.verify(request, DocsServer.EXPECTATION, null));

    assertThat(refusal.reason()).isEqualTo(Reason.WRONG_SCOPE);
    assertThat(refusal).hasMessageContaining(message);
  }

  @Test
  void doesTheSameForAnUnknownKeyAndThenSaysSo() throws Exception {
    SignedRequest request = Client.ofDocs().method("POST").payload(Client.sha256("{}")).signed();
    SignatureClaim claim = SignatureClaim.read(request).orElseThrow();
    SignatureVerifier verifier = new SignatureVerifier(InstantSource.fixed(server.now));

    assertThatThrownBy(
            () ->
                verifier.verify(
                    request, claim, DocsServer.EXPECTATION, null, true, DocsServer.NO_BODY))
        .hasMessage("The security token included in the request is invalid.")
        .extracting(e -> ((SignatureException) e).reason())
        .isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void demandsThatTheHostIsSigned() {
    assertThat(
            server.refusal(
                Client.ofDocs().unsigned("Host", "x").signed(), DocsServer.EXPECTATION, null))
        .hasMessageContaining("more than once");
    assertThat(
            server.refusal(
                Client.ofDocs().without("Host").unsigned("Host", "x").signed(),
                DocsServer.EXPECTATION,
                null))
        .hasMessage("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    assertThat(
            server.refusal(Client.ofDocs().without("Host").signed(), DocsServer.EXPECTATION, null))
        .hasMessageContaining("`Host`");
    assertThat(
            server
                .refusal(
                    Client.ofDocs()
                        .without("Host")
                        .unsigned("Host", "x")
                        .header("a", "b")
                        .presigned("60"),
                    DocsServer.EXPECTATION,
                    null)
                .reason())
        .isEqualTo(Reason.UNSIGNED_HEADER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amz-copy-source",
        "X-AMZ-ACL",
        "x-amz-security-token",
        "x-amz-",
        "X-Amz-Meta-A"
      })
  void demandsThatEveryHeaderOfAwsIsSigned(String name) {
    SignedRequest request = Client.ofDocs().unsigned(name, "value").unsigned("X-Own", "x").signed();

    SignatureException refusal = server.refusal(request, DocsServer.EXPECTATION, null);

    assertThat(refusal.reason()).isEqualTo(Reason.UNSIGNED_HEADER);
    assertThat(refusal)
        .hasMessage("There were headers present in the request which were not signed: " + name);
  }

  @Test
  void demandsTheSameOfAPresignedRequest() throws Exception {
    SignedRequest unsigned = Client.ofDocs().unsigned("x-amz-copy-source", "/b/k").presigned("60");
    SignedRequest repeated =
        Client.ofDocs()
            .query("X-Amz-Security-Token=t")
            .unsigned("X-Amz-Security-Token", "t")
            .unsigned("X-Amz-Date", Client.TIMESTAMP)
            .presigned("60");

    assertThat(server.refusal(unsigned, DocsServer.EXPECTATION, null).reason())
        .isEqualTo(Reason.UNSIGNED_HEADER);
    assertThat(server.verify(repeated, DocsServer.EXPECTATION, null)).isNotNull();
  }

  @Test
  void refusesThatASignedHeaderIsMissing() {
    SignedRequest good = Client.ofDocs().header("If-Match", "x").signed();
    SignedRequest bad =
        new SignedRequest(
            good.method(),
            good.rawPath(),
            null,
            good.headers().stream().filter(header -> !header.name().equals("If-Match")).toList());

    assertThat(server.refusal(bad, DocsServer.EXPECTATION, null))
        .hasMessageContaining("SignedHeaders names `if-match`");
    assertThat(server.refusal(bad, DocsServer.EXPECTATION, null).reason())
        .isEqualTo(Reason.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "GeT", "G T", "GET\n", "GÉT"})
  void refusesAnOddMethod(String method) {
    assertThat(
            server
                .refusal(Client.ofDocs().method(method).signed(), DocsServer.EXPECTATION, null)
                .reason())
        .isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "*", "/a b", "/a\u0000", "/é", "/%", "/%4", "/%4g", "/%%41", "/a?b", "/a#b"})
  void refusesAnOddPath(String path) {
    assertThat(
            server
                .refusal(Client.ofDocs().path(path).signed(), DocsServer.EXPECTATION, null)
                .reason())
        .isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\nb", "\r\n", "a\u007F", "\u0100", "\uD83D\uDE00"})
  void refusesAnOddHeader(String value) {
    assertThat(
            server
                .refusal(Client.ofDocs().header("My", value).signed(), DocsServer.EXPECTATION, null)
                .reason())
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void refusesTheClaimOfAnotherRequest() throws Exception {
    SignedRequest request = Client.ofDocs().signed();
    SignatureClaim other = SignatureClaim.read(Client.ofDocs().path("/b").signed()).orElseThrow();
    SignatureVerifier verifier = new SignatureVerifier(InstantSource.fixed(server.now));

    assertThatThrownBy(
            () ->
                verifier.verify(
                    request,
                    other,
                    DocsServer.EXPECTATION,
                    Client.keyFor(other),
                    false,
                    DocsServer.NO_BODY))
        .isInstanceOf(IllegalArgumentException.class);
    SignedRequest equal =
        new SignedRequest(
            request.method(), request.rawPath(), request.rawQuery(), request.headers());
    SignatureClaim claim = SignatureClaim.read(equal).orElseThrow();
    assertThat(
            verifier.verify(
                request,
                claim,
                DocsServer.EXPECTATION,
                Client.keyFor(claim),
                false,
                DocsServer.NO_BODY))
        .isNotNull();
  }

  @Test
  void explainsAMismatchWithWhatItComputed() {
    SignedRequest good =
        Client.ofDocs()
            .header("X-Amz-Security-Token", "FwoGZXIvYXdzEXAMPLE")
            .header("Cookie", "session=abc123")
            .query("b=2")
            .signed();
    SignedRequest bad = new SignedRequest("PUT", "/other", "b=2&a=1", good.headers());

    SignatureDiagnostics diagnostics =
        server.refusal(bad, DocsServer.EXPECTATION, null).diagnostics().orElseThrow();

    assertThat(diagnostics.canonicalRequest())
        .isEqualTo(
            """
            PUT
            /other
            a=1&b=2
            cookie:(14 characters, not shown)
            host:docs.example.com
            x-amz-date:20261121T002000Z
            x-amz-security-token:(19 characters, not shown)

            cookie;host;x-amz-date;x-amz-security-token
            """
                + Sha256.OF_NOTHING);
    assertThat(diagnostics.stringToSign())
        .startsWith("AWS4-HMAC-SHA256\n20261121T002000Z\n20261121/us-east-1/docs/aws4_request\n")
        .hasLineCount(4);
  }

  @ParameterizedTest
  @EnumSource(SignatureClaim.Form.class)
  void showsNoSecretInAnyText(SignatureClaim.Form form) throws Exception {
    String token = "FwoGZXIvYXdzEXAMPLE";
    SignedRequest request =
        form == SignatureClaim.Form.HEADER
            ? Client.ofDocs().header("X-Amz-Security-Token", token).signed()
            : Client.ofDocs().query("X-Amz-Security-Token=" + token).presigned("60");
    SignedRequest bad =
        new SignedRequest("PUT", request.rawPath(), request.rawQuery(), request.headers());
    SignatureClaim claim = SignatureClaim.read(request).orElseThrow();
    VerifiedSignature verified = server.verify(request, DocsServer.EXPECTATION, null);
    SignatureException refusal = server.refusal(bad, DocsServer.EXPECTATION, null);
    SignatureDiagnostics diagnostics = refusal.diagnostics().orElseThrow();

    assertThat(
            String.join(
                "\n",
                request.toString(),
                claim.toString(),
                verified.toString(),
                Client.keyFor(claim).toString(),
                refusal.toString(),
                diagnostics.toString()))
        .doesNotContain(token)
        .doesNotContain(Client.SECRET)
        .doesNotContain(claim.signature());
    assertThat(refusal.getStackTrace()).isEmpty();
  }

  @Test
  void servesManyThreadsAtOnce() {
    List<SignedRequest> requests =
        IntStream.range(0, 2000)
            .mapToObj(i -> Client.ofDocs().path("/reports/" + i).query("i=" + i).signed())
            .toList();

    long verified =
        requests.parallelStream()
            .filter(
                request -> {
                  try {
                    return server
                        .verify(request, DocsServer.EXPECTATION, null)
                        .claim()
                        .request()
                        .equals(request);
                  } catch (SignatureException | IOException e) {
                    throw new AssertionError(request.toString(), e);
                  }
                })
            .count();

    assertThat(verified).isEqualTo(requests.size());
  }

  @Test
  void refusesExpectationsThatAreNoneOrTooLax() {
    assertThatThrownBy(
            () ->
                new Expectation(
                    Set.of("*"),
                    Set.of("*"),
                    PathRule.AS_SENT,
                    Duration.ZERO,
                    Duration.ZERO,
                    Set.of(),
                    false))
        .hasMessageContaining("services");
    assertThatThrownBy(
            () ->
                new Expectation(
                    Set.of("a"),
                    Set.of("*"),
                    PathRule.AS_SENT,
                    Duration.ofMinutes(16),
                    Duration.ZERO,
                    Set.of(),
                    false))
        .hasMessageContaining("clockSkew");
    assertThatThrownBy(
            () ->
                new Expectation(
                    Set.of("a"),
                    Set.of("*"),
                    PathRule.AS_SENT,
                    Duration.ZERO,
                    Duration.ofDays(8),
                    Set.of(),
                    false))
        .hasMessageContaining("longestLifetime");
  }
}
