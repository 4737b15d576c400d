package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.realm.directory.OidcProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What an issuer publishes about itself. Its endpoints are at its own host, or at those that an
 * administrator has named: a document that was tampered with sends nothing of ours elsewhere.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect
 *     Discovery, 4</a>
 */
record Discovery(String issuer, Set<String> hosts, ObjectNode document) {

  /** Asks a provider's issuer. */
  static Discovery of(OidcProvider provider, IssuerHttp http) throws IOException {
    return of(provider.issuer(), provider.settings().hosts(), provider.thumbprints(), http);
  }

  /**
   * Asks an issuer.
   *
   * @param hosts where its endpoints may be besides, such as {@code idp.example.com:8443}
   */
  static Discovery of(
      String issuer, Set<String> hosts, Collection<String> thumbprints, IssuerHttp http)
      throws IOException {
    String path = (issuer.endsWith("/") ? "" : "/") + ".well-known/openid-configuration";
    ObjectNode document =
        StrictJson.object(http.get(URI.create(issuer + path), thumbprints))
            .orElseThrow(() -> new IOException("the discovery document is no JSON object"));
    String stated = document.path("issuer").asText();
    if (!stated.equals(issuer)) {
      throw new IOException(
          "the discovery document of `%s` is of issuer `%s`".formatted(issuer, stated));
    }
    return new Discovery(issuer, hosts, document);
  }

  /** One of its addresses. */
  URI endpoint(String name) throws IOException {
    URI own = URI.create(issuer);
    URI stated;
    try {
      stated = new URI(document.path(name).asText());
    } catch (URISyntaxException malformed) {
      throw new IOException("the `%s` of `%s` is no address".formatted(name, issuer), malformed);
    }
    boolean asSecure = own.getScheme().equals(stated.getScheme());
    boolean known =
        stated.getRawAuthority() != null
            && (stated.getRawAuthority().equals(own.getRawAuthority())
                || hosts.contains(stated.getRawAuthority()));
    if (!asSecure || !known) {
      throw new IOException(
          ("name its host in `ostiary:hosts` (or keys in `ostiary:jwks-uri`): the `%s` of `%s` is"
                  + " `%s`")
              .formatted(name, issuer, stated));
    }
    return stated;
  }

  /** An address that only browsers are sent to, which may be at any host that is no less secure. */
  Optional<URI> forBrowsers(String name) {
    try {
      return Optional.of(new URI(document.path(name).asText()))
          .filter(stated -> stated.getHost() != null && stated.getRawUserInfo() == null)
          .filter(stated -> URI.create(issuer).getScheme().equals(stated.getScheme()));
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  boolean says(String name) {
    return document.path(name).asBoolean();
  }

  /** Whether a list is there and lacks a value. */
  boolean lacks(String list, String value) {
    boolean lacks = document.path(list).isArray();
    for (var each : document.path(list)) {
      lacks &= !each.asText().equals(value);
    }
    return lacks;
  }
}
