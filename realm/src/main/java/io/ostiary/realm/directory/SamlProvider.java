package io.ostiary.realm.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An issuer of SAML assertions, which its metadata describes. The metadata itself, up to ten
 * million characters, is read by {@link Directory#samlMetadata}.
 *
 * @param id unique for ever, {@code ASAML…}; AWS's SAMLProviderUUID
 * @param issuer the entity id that the metadata states
 * @param validUntil when the metadata expires, if it says so
 */
public record SamlProvider(
    String id,
    String accountId,
    String partition,
    String name,
    String issuer,
    Optional<Instant> validUntil,
    Instant createdAt,
    Map<String, String> tags)
    implements IdentityProvider {

  public SamlProvider {
    // In their order; Map.copyOf would shuffle them.
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  @Override
  public String arn() {
    return "arn:" + partition + ":iam::" + accountId + ":saml-provider/" + name;
  }

  /** How strictly its responses are taken. */
  public SamlSettings settings() {
    return SamlSettings.of(tags);
  }

  SamlProvider with(SamlMetadata metadata) {
    return new SamlProvider(
        id,
        accountId,
        partition,
        name,
        metadata.entityId(),
        metadata.validUntil(),
        createdAt,
        tags);
  }

  SamlProvider withTags(Map<String, String> newTags) {
    SamlSettings.of(newTags);
    return new SamlProvider(id, accountId, partition, name, issuer, validUntil, createdAt, newTags);
  }
}
