package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;
import java.time.Instant;

/**
 * A key under which session tokens are sealed.
 *
 * @param id eight hexadecimal digits, which each token names
 * @param secret as it is kept, which only {@code realm.credential} opens
 */
public record SessionKey(String id, String accountId, Instant createdAt, SealedSecret secret) {}
