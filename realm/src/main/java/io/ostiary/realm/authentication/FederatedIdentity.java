package io.ostiary.realm.authentication;

import io.ostiary.policy.request.RequestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody whom an outside identity provider vouches for, verified. Nothing of it is trusted
 * further than the trust policy of the role asked for says: tags and a source identity are wishes.
 *
 * @param providerArn the provider in the directory, which a trust policy names as {@code Federated}
 * @param accountId whose provider that is
 * @param subject the provider's name for it; unique with that provider, and there only
 * @param audience whom the token was made for, as STS answers it
 * @param keys condition keys by full name, such as {@code idp.example.com:sub} and {@code saml:aud}
 * @param tags the session tags that the token asks for
 * @param transitiveTagKeys those of the tags that outlast a change of role
 * @param sourceIdentity the source identity that the token asks for
 * @param sessionName the name for the session, where the token settles it, as SAML's does
 * @param roles the roles to choose from; empty if the token names none, which leaves it to the
 *     trust policies
 * @param longest the longest session that the provider wants
 * @param notAfter when a session must have ended, where the provider says so
 * @param subjectType {@code persistent}, {@code transient} or a format's URI; SAML's only
 * @param nameQualifier tells equal subjects of different providers apart; SAML's only
 * @param tokenId of this very token, for the audit: its own id, else a digest of it
 * @param login the provider's name for the login itself, which it ends later by this name
 */
public record FederatedIdentity(
    Source source,
    String providerArn,
    String accountId,
    String issuer,
    String subject,
    String audience,
    Map<String, RequestContext.Values> keys,
    Map<String, String> tags,
    Set<String> transitiveTagKeys,
    Optional<String> sourceIdentity,
    Optional<String> sessionName,
    Set<RoleChoice> roles,
    Optional<Duration> longest,
    Optional<Instant> notAfter,
    Optional<String> subjectType,
    Optional<String> nameQualifier,
    String tokenId,
    Optional<String> login) {

  /** How it came, hence about which action the trust policy is asked. */
  public enum Source {
    WEB_IDENTITY("sts:AssumeRoleWithWebIdentity"),
    SAML("sts:AssumeRoleWithSAML"),
    /** An LDAP server, an application's own table, or whatever else knows people by password. */
    IDENTITY_STORE("sts:AssumeRoleWithIdentityStore");

    private final String action;

    Source(String action) {
      this.action = action;
    }

    /** The action that a trust policy must allow. */
    public String action() {
      return action;
    }
  }

  /** A role that a provider offers, with the provider that offers it, by ARN. */
  public record RoleChoice(String roleArn, String providerArn) {}

  public FederatedIdentity {
    keys = Map.copyOf(keys);
    // In their order; Map.copyOf would shuffle them.
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    transitiveTagKeys = Set.copyOf(transitiveTagKeys);
    roles = Set.copyOf(roles);
    if (!tags.keySet().containsAll(transitiveTagKeys)) {
      throw new IllegalArgumentException("a transitive tag key without its tag");
    }
  }
}
