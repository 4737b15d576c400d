package io.ostiary.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ostiary.signature.SignatureException.Reason;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadStatementTest {
  private final DocsServer server = new DocsServer();

  @Test
  void refusesAWrongSignatureBeforeItReadsABodyWhoseHashIsStated() {
    SignedRequest good = Client.ofDocs().method("POST").payload(Client.sha256("{}")).signed();
    SignedRequest bad = new SignedRequest("PUT", good.rawPath(), null, good.headers());

    SignatureException refusal =
        catchThrowableOfType(
            SignatureException.class,
            () -> {
              SignatureClaim claim = SignatureClaim.read(bad).orElseThrow();
              new SignatureVerifier(InstantSource.fixed(server.now))
                  .verify(
                      bad,
                      claim,
                      DocsServer.EXPECTATION,
                      Client.keyFor(claim),
                      true,
                      DocsServer.NO_BODY);
            });

    assertThat(refusal.reason()).isEqualTo(Reason.MISMATCH);
    assertThat(refusal)
        .hasMessageStartingWith(
            "The request signature we calculated does not match the signature you provided. Check"
                + " your AWS Secret Access Key and signing method.");
  }

  @Test
  void refusesAnotherBodyThanTheOneSigned() {
    SignedRequest stated = Client.ofDocs().method("POST").payload(Client.sha256("{}")).signed();
    SignedRequest unstated =
        Client.ofDocs().method("POST").payloadUnstated(Client.sha256("{}")).signed();

    assertThat(server.refusal(stated, DocsServer.EXPECTATION, "[]").reason())
        .isEqualTo(Reason.PAYLOAD_MISMATCH);
    assertThat(server.refusal(stated, DocsServer.EXPECTATION, null).reason())
        .isEqualTo(Reason.PAYLOAD_MISMATCH);
    assertThat(server.refusal(unstated, DocsServer.EXPECTATION, "[]").reason())
        .isEqualTo(Reason.MISMATCH);
    assertThat(server.refusal(unstated, DocsServer.EXPECTATION, null).reason())
        .isEqualTo(Reason.MISMATCH);
  }

  @Test
  void passesOnThatABodyCouldNotBeRead() throws Exception {
    SignedRequest request = Client.ofDocs().payload(Client.sha256("{}")).signed();
    SignatureClaim claim = SignatureClaim.read(request).orElseThrow();
    BodyHash broken =
        () -> {
          throw new IOException("connection reset");
        };

    assertThatThrownBy(
            () ->
                new SignatureVerifier(InstantSource.fixed(server.now))
                    .verify(
                        request, claim, DocsServer.EXPECTATION, Client.keyFor(claim), true, broken))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "UNSIGNED-PAYLOAD, UNSIGNED",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING_SIGNED",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING_SIGNED_TRAILER",
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING_UNSIGNED_TRAILER",
  })
  void admitsABodyOnlyInTheWaysExpected(String line, PayloadMode mode) throws Exception {
    Client client =
        Client.ofDocs().method("PUT").payload(line).header("X-Amz-Decoded-Content-Length", "2");
    if (line.endsWith("TRAILER")) {
      client.header("X-Amz-Trailer", "x-amz-checksum-crc32");
    }
    SignedRequest request = client.signed();
    Set<PayloadMode> others = EnumSet.complementOf(EnumSet.of(mode));

    assertThat(
            server.verify(request, DocsServer.expectation(Set.of(mode), false), "{}").payloadMode())
        .isEqualTo(mode);
    assertThat(server.refusal(request, DocsServer.expectation(others, false), "{}").reason())
        .isEqualTo(Reason.PAYLOAD_MODE);
  }

  @Test
  void admitsThatNothingIsCoveredWhereThereIsNoBody() throws Exception {
    SignedRequest request = Client.ofDocs().payload("UNSIGNED-PAYLOAD").signed();
    Expectation signedOnly = DocsServer.expectation(Set.of(PayloadMode.SIGNED), true);

    assertThat(server.verify(request, signedOnly, null).payloadMode())
        .isEqualTo(PayloadMode.UNSIGNED);
    assertThat(server.refusal(request, signedOnly, "{}")).hasMessageContaining("UNSIGNED-PAYLOAD");
    SignedRequest presigned = Client.ofDocs().payloadUnstated("UNSIGNED-PAYLOAD").presigned("60");
    assertThat(server.verify(presigned, signedOnly, null).payloadMode())
        .isEqualTo(PayloadMode.UNSIGNED);
    assertThat(server.refusal(presigned, signedOnly, "{}").reason()).isEqualTo(Reason.PAYLOAD_MODE);
  }

  @Test
  void refusesASignedBodyWhereOnlyStreamsAreTaken() {
    SignedRequest request = Client.ofDocs().payload(Client.sha256("{}")).signed();

    assertThat(
            server
                .refusal(
                    request,
                    DocsServer.expectation(Set.of(PayloadMode.STREAMING_SIGNED), false),
                    "{}")
                .reason())
        .isEqualTo(Reason.PAYLOAD_MODE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unsigned-payload",
        "STREAMING-AWS4-HMAC-SHA256-EVENTS",
        "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
        "required",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85g",
        ""
      })
  void refusesUnknownWaysToCoverABody(String line) {
    SignedRequest request = Client.ofDocs().payload(line).signed();

    SignatureException refusal = server.refusal(request, DocsServer.EXPECTATION, "{}");

    assertThat(refusal.reason()).isEqualTo(Reason.PAYLOAD_MODE);
    assertThat(refusal).hasMessageStartingWith("x-amz-content-sha256 must be UNSIGNED-PAYLOAD");
  }

  @Test
  void refusesAStreamInAPresignedRequest() {
    SignedRequest request =
        Client.ofDocs()
            .query("X-Amz-Content-Sha256=STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
            .payloadUnstated("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
            .header("x-amz-decoded-content-length", "1")
            .presigned("60");

    assertThat(server.refusal(request, DocsServer.EXPECTATION, "{}").reason())
        .isEqualTo(Reason.PAYLOAD_MODE);
  }

  @Test
  void refusesAnUnsignedHashBesideAPresignedRequestThatCoversNoBody() {
    SignedRequest request =
        Client.ofDocs()
            .unsigned("x-amz-content-sha256", Sha256.OF_NOTHING)
            .payloadUnstated("UNSIGNED-PAYLOAD")
            .presigned("60");

    assertThat(server.refusal(request, DocsServer.expectation(Set.of(), true), null).reason())
        .isEqualTo(Reason.UNSIGNED_HEADER);
  }
}
