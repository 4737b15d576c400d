package io.ostiary.realm.session;

/**
 * Somebody for whom a user has just made credentials.
 *
 * @param id {@code account:name}
 * @param packedSize how much of what may be passed was, in percent
 */
public record FederatedUser(
    SessionCredentials credentials, String id, String arn, int packedSize) {}
