package io.ostiary.realm.directory;

import java.time.Instant;

/**
 * That sessions are over before their time: those issued before a moment that have an id to do
 * with, be it the session's own access key or what it came from.
 *
 * @param id a role's, user's, account's (for its root user) or access key's, or a provider's ARN
 */
record SessionRevocation(String id, String accountId, Instant issuedBefore) {}
