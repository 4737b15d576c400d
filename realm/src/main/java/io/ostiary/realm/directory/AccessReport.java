package io.ostiary.realm.directory;

import java.time.Instant;

/**
 * That somebody asked when an identity, or whoever has a policy, last reached which service. What
 * it tells is read when it is fetched.
 *
 * @param id the job's, a UUID
 * @param entityArn of a user, group, role or managed policy
 * @param byAction whether it tells of actions beside services
 */
public record AccessReport(
    String id, String accountId, String entityArn, boolean byAction, Instant askedAt) {}
