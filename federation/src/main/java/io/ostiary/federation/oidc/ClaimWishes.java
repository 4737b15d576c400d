package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.federation.claim.SessionWishes;
import io.ostiary.realm.authentication.FederationException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Session tags and a source identity out of a token's claims, nested or flattened as AWS has them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp">Passing
 *     session tags using AssumeRoleWithWebIdentity</a>
 */
final class ClaimWishes {
  private static final String TAGS = "https://aws.amazon.com/tags";
  private static final String SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";
  private static final String PRINCIPAL_TAGS = "principal_tags";
  private static final String TRANSITIVE = "transitive_tag_keys";

  private ClaimWishes() {}

  static SessionWishes of(ObjectNode claims, Checks checks) throws FederationException {
    Map<String, String> tags = new LinkedHashMap<>();
    Set<String> transitive = new LinkedHashSet<>();
    if (claims.has(TAGS)) {
      takeNested(claims.get(TAGS), tags, transitive, checks);
    }
    for (Map.Entry<String, JsonNode> claim : claims.properties()) {
      String name = claim.getKey();
      if (name.startsWith(TAGS + '/' + PRINCIPAL_TAGS + '/')) {
        String key = name.substring(TAGS.length() + PRINCIPAL_TAGS.length() + 2);
        put(tags, key, claim.getValue(), checks);
      } else if (name.equals(TAGS + '/' + TRANSITIVE)) {
        takeKeys(claim.getValue(), transitive, checks);
      }
    }
    return SessionWishes.checked(checks, tags, transitive, sourceIdentity(claims, checks));
  }

  private static void takeNested(
      JsonNode nested, Map<String, String> tags, Set<String> transitive, Checks checks)
      throws FederationException {
    JsonNode principal = nested.path(PRINCIPAL_TAGS);
    checks.require(
        TAGS,
        "an object with an object `principal_tags`",
        nested.getNodeType(),
        nested.isObject() && (principal.isObject() || principal.isMissingNode()));
    for (Map.Entry<String, JsonNode> tag : principal.properties()) {
      JsonNode values = tag.getValue();
      checks.require(
          "session tag " + tag.getKey(),
          "a list of exactly one text",
          values,
          values.isArray() && values.size() == 1);
      put(tags, tag.getKey(), values.get(0), checks);
    }
    if (nested.has(TRANSITIVE)) {
      takeKeys(nested.get(TRANSITIVE), transitive, checks);
    }
  }

  private static void takeKeys(JsonNode keys, Set<String> transitive, Checks checks)
      throws FederationException {
    boolean texts = keys.isArray();
    for (JsonNode key : keys) {
      texts &= key.isTextual();
      transitive.add(key.asText());
    }
    checks.require("transitive tag keys", "a list of texts", keys, texts);
  }

  private static void put(Map<String, String> tags, String key, JsonNode value, Checks checks)
      throws FederationException {
    checks.require("session tag " + key, "a text", value, value.isTextual());
    if (tags.put(key, value.textValue()) != null) {
      throw checks.failed("session tag " + key, "given once", "given twice");
    }
  }

  private static Optional<String> sourceIdentity(ObjectNode claims, Checks checks)
      throws FederationException {
    if (!claims.has(SOURCE_IDENTITY)) {
      return Optional.empty();
    }
    JsonNode identity = claims.get(SOURCE_IDENTITY);
    checks.require("source identity", "a text", identity, identity.isTextual());
    return Optional.of(identity.textValue());
  }
}
