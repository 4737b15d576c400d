package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.signature.PayloadException.Defect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body with one hash that is handed out as it comes. */
class HashedPayloadTest {
  private static final String TEXT = "a body of a few words";

  /** Verifies the signature alone. */
  private static VerifiedSignature verified(boolean deferred) throws Exception {
    SignedRequest request = Client.ofDocs().method("PUT").payload(Client.sha256(TEXT)).signed();
    SignatureClaim claim = SignatureClaim.read(request).orElseThrow();
    BodyHash body =
        new BodyHash() {
          @Override
          public byte[] sha256() {
            if (deferred) {
              throw new AssertionError("nobody needs to know");
            }
            return Client.hash(TEXT);
          }

          @Override
          public boolean deferred() {
            return deferred;
          }
        };
    Expectation expectation =
        new Expectation(
            Set.of("docs"),
            Set.of("*"),
            PathRule.NORMALIZED,
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            EnumSet.allOf(PayloadMode.class),
            false);
    return new SignatureVerifier(InstantSource.fixed(Instant.parse("2026-11-21T00:20:00Z")))
        .verify(request, claim, expectation, Client.keyFor(claim), true, body);
  }

  private static InputStream payload(String text) throws Exception {
    return verified(true).verifying(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
  }

  @Test
  void theSignedBodyIsReadToItsEnd() throws Exception {
    assertThat(verified(true).isBodyPending()).isTrue();
    try (InputStream payload = payload(TEXT)) {
      assertThat(payload.read()).isEqualTo('a');
      assertThat(payload.available()).isEqualTo(TEXT.length() - 1);
      assertThat(new String(payload.readAllBytes(), ISO_8859_1)).isEqualTo(TEXT.substring(1));
      assertThat(payload.read()).isEqualTo(-1);
      assertThat(payload.available()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a body of a few word", "a body of a few words.", "A body of a few words"})
  void anotherBodyNeverEnds(String text) throws Exception {
    InputStream payload = payload(text);

    assertThat(payload.readNBytes(text.length())).hasSize(text.length());
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(payload::read)
        .matches(failure -> failure.defect() == Defect.HASH);
    assertThatThrownBy(payload::read).isInstanceOf(IOException.class);
    assertThat(payload.available()).isZero();
  }

  @Test
  void aBodyThatWasHashedBeforeIsNotVerifiedAgain() throws Exception {
    VerifiedSignature verified = verified(false);

    assertThat(verified.isBodyPending()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> verified.verifying(InputStream.nullInputStream()));
  }
}
