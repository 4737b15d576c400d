package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.directory.OidcSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a token's header may say: with which of the algorithms that the provider is known to use it
 * is signed, and with which of the keys that its issuer publishes. It never brings a key along.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">JSON Web Token Best Current Practices</a>
 */
record TokenHeader(String algorithm, Optional<String> keyId) {
  private static final int LONGEST_KEY_ID = 128;

  /** What nobody here understands, or would have to fetch or trust a key for. */
  private static final List<String> REFUSED =
      List.of("crit", "b64", "zip", "cty", "jwk", "jku", "x5u", "x5c");

  private static final String APPLICATION = "application/";

  /** What a token may call its type. */
  private record Types(Set<String> names, boolean needed, String text) {
    static final Types ID = new Types(Set.of("jwt"), false, "JWT, or none");
    static final Types ACCESS = new Types(Set.of("at+jwt", "jwt"), true, "at+jwt or JWT");
    static final Types LOGOUT =
        new Types(Set.of("logout+jwt", "jwt"), false, "logout+jwt or JWT, or none");
  }

  static TokenHeader read(ObjectNode header, OidcSettings settings, Checks checks)
      throws FederationException {
    return read(header, settings, settings.accessTokens() ? Types.ACCESS : Types.ID, checks);
  }

  /** The same of a token that ends a login. */
  static TokenHeader ofLogout(ObjectNode header, OidcSettings settings, Checks checks)
      throws FederationException {
    return read(header, settings, Types.LOGOUT, checks);
  }

  private static TokenHeader read(
      ObjectNode header, OidcSettings settings, Types types, Checks checks)
      throws FederationException {
    JsonNode algorithm = header.path("alg");
    checks.require(
        "alg",
        "one of " + sorted(settings.algorithms()),
        algorithm.toString(),
        algorithm.isTextual() && settings.algorithms().contains(algorithm.textValue()));
    for (String name : REFUSED) {
      checks.require("header " + name, "absent", seen(header, name), !header.has(name));
    }
    checkType(header, types, checks);
    return new TokenHeader(algorithm.textValue(), keyId(header, checks));
  }

  private static void checkType(ObjectNode header, Types types, Checks checks)
      throws FederationException {
    JsonNode type = header.path("typ");
    String name = type.asText().toLowerCase(Locale.ROOT);
    String bare = name.startsWith(APPLICATION) ? name.substring(APPLICATION.length()) : name;
    boolean fits =
        type.isMissingNode() ? !types.needed() : type.isTextual() && types.names().contains(bare);
    checks.require("typ", types.text(), seen(header, "typ"), fits);
  }

  private static Optional<String> keyId(ObjectNode header, Checks checks)
      throws FederationException {
    if (!header.has("kid")) {
      return Optional.empty();
    }
    JsonNode id = header.get("kid");
    checks.require(
        "kid",
        "1 to 128 visible ASCII characters",
        id.toString(),
        id.isTextual()
            && !id.textValue().isEmpty()
            && id.textValue().length() <= LONGEST_KEY_ID
            && id.textValue().chars().allMatch(c -> c > ' ' && c <= '~'));
    return Optional.of(id.textValue());
  }

  private static String seen(ObjectNode object, String name) {
    return object.has(name) ? object.get(name).toString() : "none";
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
