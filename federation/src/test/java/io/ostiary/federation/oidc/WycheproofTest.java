package io.ostiary.federation.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.directory.OidcProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wycheproof's vectors for JSON Web Signatures, whose payloads are no claims. */
class WycheproofTest {

  static Stream<Arguments> vectors() throws IOException {
    List<Arguments> vectors = new ArrayList<>();
    for (String file : List.of("es256", "special_es256", "rsa")) {
      try (InputStream in =
          WycheproofTest.class.getResourceAsStream(
              "vectors/json_web_signature_" + file + ".json")) {
        for (JsonNode group :
            new ObjectMapper().readTree(Objects.requireNonNull(in)).path("testGroups")) {
          for (JsonNode test : group.path("tests")) {
            vectors.add(
                Arguments.of(
                    test.path("tcId").asInt() + " " + test.path("comment").asText(),
                    group.path("public"),
                    test.path("jws").asText(),
                    test.path("result").asText().equals("valid")));
          }
        }
      }
    }
    return vectors.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void isJudgedAsItShould(String name, ObjectNode key, String jws, boolean valid)
      throws IOException {
    KeySet keys = KeySet.read("{\"keys\": [%s]}".formatted(key).getBytes(StandardCharsets.UTF_8));

    assertThat(isAccepted(jws, keys)).isEqualTo(valid);
  }

  /** All that is asked of a token before its claims are read. */
  private static boolean isAccepted(String jws, KeySet keys) {
    String[] parts = jws.split("\\.", -1);
    if (!CompactToken.looksSigned(jws)) {
      return false;
    }
    try {
      ObjectNode header = StrictJson.object(Base64.getUrlDecoder().decode(parts[0])).orElse(null);
      if (header == null) {
        return false;
      }
      OidcProvider provider =
          new OidcProvider(
              "123456789012",
              "aws",
              "https://idp.example.com",
              List.of("app"),
              List.of(),
              Instant.EPOCH,
              Map.of());
      TokenHeader read = TokenHeader.read(header, provider.settings(), new Checks());
      byte[] signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
      byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
      return keys.fitting(read).stream()
          .anyMatch(key -> key.verifies(read.algorithm(), signed, signature));
    } catch (FederationException refused) {
      return false;
    }
  }
}
