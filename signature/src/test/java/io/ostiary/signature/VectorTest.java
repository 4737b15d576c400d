package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests of vectors.json; its README says where they come from. */
class VectorTest {
  record Vector(String name, JsonNode json) {
    @Override
    public String toString() {
      return name;
    }

    String text(String member) {
      return json.get(member).asText();
    }

    @Nullable String optional(String member) {
      return json.get(member).isNull() ? null : json.get(member).asText();
    }

    SignedRequest request() {
      List<SignedRequest.Header> headers = new ArrayList<>();
      for (JsonNode header : json.get("headers")) {
        headers.add(new SignedRequest.Header(header.get(0).asText(), header.get(1).asText()));
      }
      return new SignedRequest(text("method"), text("path"), optional("query"), headers);
    }

    VerifiedSignature verify(SignedRequest request) throws SignatureException, IOException {
      SignatureClaim claim = SignatureClaim.read(request).orElseThrow();
      Expectation expectation =
          new Expectation(
              Set.of(text("service")),
              Set.of(text("region")),
              PathRule.valueOf(text("pathRule")),
              Duration.ofMinutes(5),
              Duration.ofDays(7),
              EnumSet.allOf(PayloadMode.class),
              json.get("unsignedByDefault").asBoolean());
      return new SignatureVerifier(InstantSource.fixed(Instant.parse(text("now"))))
          .verify(
              request,
              claim,
              expectation,
              SigningKey.derive(text("secret").getBytes(UTF_8), claim.accessKeyId(), claim.scope()),
              optional("body") != null,
              () -> Client.hash(optional("body")));
    }
  }

  static Stream<Vector> vectors() throws IOException {
    try (InputStream in = VectorTest.class.getResourceAsStream("vectors.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
          .map(json -> new Vector(json.get("name").asText(), json));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void verifies(Vector vector) throws Exception {
    VerifiedSignature verified = vector.verify(vector.request());

    assertThat(verified.payloadMode()).isEqualTo(PayloadMode.valueOf(vector.text("mode")));
    assertThat(verified.signedHeaders()).contains("host");
    assertThat(verified.claim().accessKeyId()).isEqualTo(Client.ACCESS_KEY_ID);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void refusesAnotherMethod(Vector vector) {
    SignedRequest request = vector.request();

    SignatureException refusal =
        catchThrowableOfType(
            SignatureException.class,
            () ->
                vector.verify(
                    new SignedRequest(
                        "DELETE", request.rawPath(), request.rawQuery(), request.headers())));

    assertThat(refusal.reason()).isEqualTo(SignatureException.Reason.MISMATCH);
  }
}
