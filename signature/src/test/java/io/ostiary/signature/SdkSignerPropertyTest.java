package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the AWS SDK for Java signs is verified, and is refused once anything of it is changed. */
class SdkSignerPropertyTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {20261121, 1, 2, 3})
  void verifiesWhateverTheSdkSigns(long seed) throws Exception {
    Random random = new Random(seed);
    Map<PayloadMode, Integer> modes = new EnumMap<>(PayloadMode.class);
    for (int i = 0; i < 1000; i++) {
      SdkRequest signed = SdkRequest.random(random);
      try {
        assertThat(signed.accept()).isEqualTo(signed.text());
      } catch (SignatureException e) {
        throw new AssertionError("number " + i + ": " + signed.request() + e.diagnostics(), e);
      }
      modes.merge(signed.mode(), 1, Integer::sum);
    }
    assertThat(modes).containsOnlyKeys(PayloadMode.values());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {20261121, 1})
  void refusesEveryChangeOfWhatTheSdkSigned(long seed) throws Exception {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      for (Mutations.Mutation mutation : Mutations.of(SdkRequest.random(random), random)) {
        refuse("number " + i + ", " + mutation.name(), mutation);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(4000);
  }

  private static void refuse(String name, Mutations.Mutation mutation) throws Exception {
    VerifiedSignature verified;
    try {
      verified = mutation.request().verify(Set.of("*"));
    } catch (SignatureException e) {
      assertThat(mutation.reasons()).as(name + ": " + e).contains(e.reason());
      return;
    }
    assertThat(mutation.reasons()).as("%s was not refused", name).isEmpty();
    String body = String.valueOf(mutation.request().body());
    StringBuilder read = new StringBuilder();
    ChunkedPayload payload = verified.decode(new ByteArrayInputStream(body.getBytes(ISO_8859_1)));
    assertThatThrownBy(
            () -> {
              for (int c = payload.read(); c >= 0; c = payload.read()) {
                read.append((char) c);
              }
            })
        .as(name)
        .isInstanceOf(PayloadException.class);
    if (verified.payloadMode() != PayloadMode.STREAMING_UNSIGNED_TRAILER) {
      assertThat(mutation.request().text()).as(name).startsWith(read);
    }
  }
}
