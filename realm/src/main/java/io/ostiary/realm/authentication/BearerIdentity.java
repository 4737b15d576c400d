package io.ostiary.realm.authentication;

import java.time.Instant;

/**
 * Somebody whose token came with a request itself, verified.
 *
 * @param roleName the role of the provider's account that they are, if its trust policy admits them
 * @param issuedAt when the token was issued, which counts as the begin of their session
 * @param expiresAt when the token ends
 */
public record BearerIdentity(
    FederatedIdentity identity, String roleName, Instant issuedAt, Instant expiresAt) {}
