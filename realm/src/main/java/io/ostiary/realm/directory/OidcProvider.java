package io.ostiary.realm.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An issuer of OpenID Connect tokens.
 *
 * @param issuer its URL with the scheme, exactly as its tokens' {@code iss} must say
 * @param clientIds the audiences of which a token must name one; never none
 * @param thumbprints digests in hex of certificates, one of which must be in the chain of the
 *     issuer's server, if there are any
 */
public record OidcProvider(
    String accountId,
    String partition,
    String issuer,
    List<String> clientIds,
    List<String> thumbprints,
    Instant createdAt,
    Map<String, String> tags)
    implements IdentityProvider {

  public OidcProvider {
    clientIds = List.copyOf(clientIds);
    thumbprints = List.copyOf(thumbprints);
    // In their order; Map.copyOf would shuffle them.
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** The issuer without its scheme, as ARNs and condition keys call it. */
  public String url() {
    return IssuerUrl.withoutScheme(issuer);
  }

  @Override
  public String arn() {
    return "arn:" + partition + ":iam::" + accountId + ":oidc-provider/" + url();
  }

  /** How strictly its tokens are taken. */
  public OidcSettings settings() {
    return OidcSettings.of(tags);
  }

  /**
   * The same on the terms on which it is believed about tokens that come with requests; empty if it
   * is not.
   */
  public Optional<OidcProvider> forBearers() {
    return settings()
        .bearer()
        .map(
            terms -> {
              Map<String, String> strict = new LinkedHashMap<>(tags);
              strict
                  .keySet()
                  .removeAll(
                      List.of("ostiary:once", "ostiary:claim-typ", "ostiary:authorized-parties"));
              strict.put(
                  "ostiary:token-type", terms.type() == BearerSettings.Type.ID ? "id" : "access");
              terms.claimType().ifPresent(type -> strict.put("ostiary:claim-typ", type));
              if (!terms.parties().isEmpty()) {
                strict.put("ostiary:authorized-parties", String.join(" ", terms.parties()));
              }
              return new OidcProvider(
                  accountId,
                  partition,
                  issuer,
                  List.copyOf(terms.audiences()),
                  thumbprints,
                  createdAt,
                  strict);
            });
  }

  OidcProvider withClientIds(List<String> ids) {
    return new OidcProvider(accountId, partition, issuer, ids, thumbprints, createdAt, tags);
  }

  OidcProvider withThumbprints(List<String> digests) {
    return new OidcProvider(accountId, partition, issuer, clientIds, digests, createdAt, tags);
  }

  OidcProvider withTags(Map<String, String> newTags) {
    OidcSettings.of(newTags);
    return new OidcProvider(
        accountId, partition, issuer, clientIds, thumbprints, createdAt, newTags);
  }
}
