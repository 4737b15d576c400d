package io.ostiary.realm.directory;

import java.time.Instant;

/**
 * A long-term access key; its secret is kept sealed elsewhere.
 *
 * @param id {@code AKIA…}
 * @param ownerId the unique id of its user; the account id for the root user's key; for a service's
 *     see {@link ServiceKeys}
 */
public record AccessKey(
    String id, String accountId, String ownerId, boolean active, Instant createdAt) {}
