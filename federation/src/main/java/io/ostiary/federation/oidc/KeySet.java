package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that an issuer publishes for verifying signatures, without those that no token may be
 * verified with.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, 5</a>
 */
final class KeySet {
  private static final int MOST_KEYS = 100;

  /** What an elliptic or RSA public key is made of; certificates beside it vouch for nothing. */
  private static final Set<String> PUBLIC =
      Set.of("kty", "use", "alg", "kid", "n", "e", "crv", "x", "y");

  private static final Set<String> PRIVATE = Set.of("d", "p", "q", "k");

  private final List<VerificationKey> keys;

  private KeySet(List<VerificationKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Reads a JWK set; a key that is of no use here is passed over. */
  static KeySet read(byte[] document) throws IOException {
    Optional<ObjectNode> set = StrictJson.object(document);
    JsonNode keys = set.map(object -> object.path("keys")).orElse(null);
    if (keys == null || !keys.isArray() || keys.size() > MOST_KEYS) {
      throw new IOException(
          "the issuer's keys are no JSON object with a list `keys` of at most " + MOST_KEYS);
    }
    List<VerificationKey> read = new ArrayList<>();
    for (JsonNode key : keys) {
      if (key instanceof ObjectNode object && isForVerifying(object)) {
        parse(object).flatMap(VerificationKey::of).ifPresent(read::add);
      }
    }
    return new KeySet(read);
  }

  private static boolean isForVerifying(ObjectNode key) {
    boolean verifies = !key.has("key_ops");
    for (JsonNode operation : key.path("key_ops")) {
      verifies |= operation.asText().equals("verify");
    }
    return verifies
        && key.path("use").asText("sig").equals("sig")
        && PRIVATE.stream().noneMatch(key::has);
  }

  private static Optional<JWK> parse(ObjectNode key) {
    Map<String, Object> parameters = new HashMap<>();
    key.properties().stream()
        .filter(parameter -> PUBLIC.contains(parameter.getKey()))
        .forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue().asText()));
    try {
      return Optional.of(JWK.parse(parameters));
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** The keys that a token with this header can be of; without a key id, only if there is one. */
  List<VerificationKey> fitting(TokenHeader header) {
    List<VerificationKey> fitting = keys.stream().filter(key -> key.fits(header)).toList();
    return header.keyId().isEmpty() && fitting.size() != 1 ? List.of() : fitting;
  }

  boolean isSameAs(KeySet other) {
    return keys.equals(other.keys);
  }

  /** The key ids, for a report. */
  List<String> ids() {
    return keys.stream().map(VerificationKey::id).toList();
  }
}
