package io.ostiary.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.signature.SignatureException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTimeTest {
  private final DocsServer server = new DocsServer();

  @ParameterizedTest(name = "signed {0}, now {1}: {2}")
  @CsvSource({
    "20261121T002000Z, 2026-11-21T00:25:00Z,          ",
    "20261121T002000Z, 2026-11-21T00:25:00.000000001Z, EXPIRED",
    "20261121T002000Z, 2026-11-21T00:15:00Z,          ",
    "20261121T002000Z, 2026-11-21T00:14:59.999999999Z, NOT_YET_VALID",
    "20261120T235959Z, 2026-11-21T00:04:59Z,          ",
    "20261121T000001Z, 2026-11-20T23:55:01Z,          ",
    "99991231T235959Z, 2026-11-21T00:20:00Z,          NOT_YET_VALID",
    "00010101T000000Z, 2026-11-21T00:20:00Z,          EXPIRED",
  })
  void admitsTheClockToBeOffByFiveMinutesEitherWay(
      String signedAt, Instant now, @Nullable Reason reason) throws Exception {
    server.now = now;
    SignedRequest request = Client.ofDocs().at(signedAt).signed();

    if (reason == null) {
      assertThat(server.verify(request, DocsServer.EXPECTATION, null)).isNotNull();
    } else {
      assertThat(server.refusal(request, DocsServer.EXPECTATION, null).reason()).isEqualTo(reason);
    }
  }

  @ParameterizedTest(name = "{0} seconds, now {1}: {2}")
  @CsvSource({
    "1,      2026-11-21T00:20:01Z,           ",
    "1,      2026-11-21T00:20:01.000000001Z, PRESIGNED_EXPIRED",
    "600,    2026-11-21T00:30:00Z,           ",
    "604800, 2026-11-28T00:20:00Z,           ",
    "604800, 2026-11-28T00:20:01Z,           PRESIGNED_EXPIRED",
    "60,     2026-11-21T00:15:00Z,           ",
    "60,     2026-11-21T00:14:59Z,           NOT_YET_VALID",
  })
  void admitsAPresignedRequestUntilItsStatedEnd(
      String expires, Instant now, @Nullable Reason reason) throws Exception {
    server.now = now;
    SignedRequest request = Client.ofDocs().presigned(expires);

    if (reason == null) {
      assertThat(server.verify(request, DocsServer.EXPECTATION, null)).isNotNull();
    } else {
      assertThat(server.refusal(request, DocsServer.EXPECTATION, null).reason()).isEqualTo(reason);
    }
  }

  @Test
  void saysWhatIsWrongWithTheTimeInAwssWords() {
    server.now = Instant.parse("2026-11-21T00:20:00Z");

    assertThat(
            server.refusal(
                Client.ofDocs().at("20261121T000000Z").signed(), DocsServer.EXPECTATION, null))
        .hasMessage(
            "Signature expired: 20261121T000000Z is now earlier than 20261121T001500Z"
                + " (20261121T002000Z - 5 min.)");
    assertThat(
            server.refusal(
                Client.ofDocs().at("20261121T003000Z").signed(), DocsServer.EXPECTATION, null))
        .hasMessage(
            "Signature not yet current: 20261121T003000Z is still later than 20261121T002500Z"
                + " (20261121T002000Z + 5 min.)");
    assertThat(
            server.refusal(
                Client.ofDocs().at("20261120T000000Z").presigned("60"),
                DocsServer.EXPECTATION,
                null))
        .hasMessageStartingWith("Request has expired");
  }

  @Test
  void keepsPresignedRequestsToTheConfiguredLifetime() throws Exception {
    Expectation hour =
        new Expectation(
            Set.of("docs"),
            Set.of("*"),
            PathRule.AS_SENT,
            Duration.ofSeconds(90),
            Duration.ofHours(1),
            Set.of(PayloadMode.SIGNED),
            false);

    assertThat(server.verify(Client.ofDocs().presigned("3600"), hour, null)).isNotNull();
    assertThat(server.refusal(Client.ofDocs().presigned("3601"), hour, null))
        .hasMessage("X-Amz-Expires must be at most 3600 seconds here, not 3601");
    server.now = server.now.plusSeconds(91);
    assertThat(server.refusal(Client.ofDocs().signed(), hour, null))
        .hasMessageEndingWith("- 90 s)");
  }

  @Test
  void looksAtTheScopeBeforeTheTime() {
    SignedRequest request = Client.ofDocs().at("20200101T000000Z").scope("x/y").signed();
    SignedRequest stale =
        Client.ofDocs()
            .at("20200101T000000Z")
            .scope("20200101/us-east-1/sts/aws4_request")
            .signed();

    assertThatThrownBy(() -> SignatureClaim.read(request)).hasMessageContaining("five parts");
    assertThat(server.refusal(stale, DocsServer.EXPECTATION, null).reason())
        .isEqualTo(Reason.WRONG_SCOPE);
  }
}
