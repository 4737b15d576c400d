package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.directory.OidcProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The condition keys that a token's claims make, each called by the issuer's host and path: {@code
 * idp.example.com/realms/iam:sub}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif">Keys
 *     for web identity federation</a>
 */
final class ClaimKeys {
  private static final int MOST_VALUES = 50;
  private static final int LONGEST_VALUE = 256;

  private final OidcProvider provider;
  private final ObjectNode claims;
  private final Checks checks;
  private final Map<String, Values> keys = new HashMap<>();

  private ClaimKeys(OidcProvider provider, ObjectNode claims, Checks checks) {
    this.provider = provider;
    this.claims = claims;
    this.checks = checks;
  }

  static Map<String, Values> of(
      OidcProvider provider, ObjectNode claims, ClaimRules rules, Checks checks)
      throws FederationException {
    ClaimKeys read = new ClaimKeys(provider, claims, checks);
    read.putOwn(rules);
    for (String path : provider.settings().claims()) {
      read.putClaim(path);
    }
    return read.keys;
  }

  /** Where AWS has `aud` be the authorized party, an access token's `aud` stays the API's. */
  private void putOwn(ClaimRules rules) throws FederationException {
    put("sub", rules.subject());
    boolean idToken = !provider.settings().accessTokens();
    put("aud", idToken ? rules.authorizedParty().orElse(rules.audience()) : rules.audience());
    if (rules.authorizedParty().isPresent()) {
      put("azp", rules.authorizedParty().get());
      put("oaud", rules.audience());
    }
    if (claims.has("amr")) {
      put("amr", claims.get("amr"));
    }
  }

  private void putClaim(String path) throws FederationException {
    List<JsonNode> found = new ArrayList<>();
    find(claims, path, found);
    checks.require(
        "claim " + path,
        "at most one claim at that path",
        found.size() + " claims",
        found.size() <= 1);
    if (!found.isEmpty() && !found.get(0).isNull()) {
      put("claim/" + path, found.get(0));
    }
  }

  /** Dots part the names of a path; yet a name may hold dots itself, as {@code kubernetes.io}. */
  private static void find(JsonNode object, String path, List<JsonNode> found) {
    if (object.has(path)) {
      found.add(object.get(path));
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      JsonNode child = object.path(path.substring(0, dot));
      if (child.isObject()) {
        find(child, path.substring(dot + 1), found);
      }
    }
  }

  private void put(String name, String value) {
    keys.put(provider.url() + ':' + name, new Values(List.of(value), false));
  }

  private void put(String name, JsonNode claim) throws FederationException {
    boolean list = claim.isArray();
    List<String> values = new ArrayList<>();
    boolean simple = list ? claim.size() <= MOST_VALUES : claim.isValueNode();
    for (JsonNode value : list ? claim : List.of(claim)) {
      simple &= value.isValueNode() && !value.isNull() && value.asText().length() <= LONGEST_VALUE;
      values.add(value.asText());
    }
    checks.require(
        "claim " + name,
        "a text, a number, a boolean, or a list of at most 50 of them; none above 256 characters",
        claim.getNodeType(),
        simple);
    keys.put(provider.url() + ':' + name, new Values(values, list));
  }
}
