package io.ostiary.realm.directory;

import java.time.Instant;

/**
 * The deletion of a service-linked role, which its task tells of afterwards. It has succeeded by
 * the time there is one.
 *
 * @param taskId {@code task/aws-service-role/<service>/<role>/…}
 */
public record RoleDeletion(String taskId, String accountId, Instant deletedAt) {}
