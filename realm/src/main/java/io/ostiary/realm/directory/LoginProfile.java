package io.ostiary.realm.directory;

import java.time.Instant;

/**
 * That a user has a password, with which a browser logs in. The password itself is kept elsewhere.
 *
 * @param passwordResetRequired whether the user must choose another before anything else
 * @param passwordChangedAt when the password became what it is
 */
public record LoginProfile(
    String userId, Instant createdAt, boolean passwordResetRequired, Instant passwordChangedAt) {}
