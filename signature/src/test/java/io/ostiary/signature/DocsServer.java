package io.ostiary.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The verifying side of the tests: a service, its expectation and its clock. */
final class DocsServer {
  static final BodyHash NO_BODY =
      () -> {
        throw new AssertionError("nobody should have read the body");
      };
  static final Expectation EXPECTATION = expectation(EnumSet.allOf(PayloadMode.class), false);

  Instant now = Instant.parse("2026-11-21T00:20:00Z");

  static Expectation expectation(Set<PayloadMode> payloads, boolean unsignedByDefault) {
    return new Expectation(
        Set.of("docs"),
        Set.of("us-east-1"),
        PathRule.AS_SENT,
        Duration.ofMinutes(5),
        Duration.ofDays(7),
        payloads,
        unsignedByDefault);
  }

  VerifiedSignature verify(SignedRequest request, Expectation expectation, @Nullable String body)
      throws SignatureException, IOException {
    SignatureClaim claim = SignatureClaim.read(request).orElseThrow();
    return new SignatureVerifier(InstantSource.fixed(now))
        .verify(
            request,
            claim,
            expectation,
            Client.keyFor(claim),
            body != null,
            body == null ? NO_BODY : () -> Client.hash(body));
  }

  SignatureException refusal(
      SignedRequest request, Expectation expectation, @Nullable String body) {
    SignatureException refusal =
        catchThrowableOfType(SignatureException.class, () -> verify(request, expectation, body));
    assertThat(refusal).isNotNull();
    return refusal;
  }
}
