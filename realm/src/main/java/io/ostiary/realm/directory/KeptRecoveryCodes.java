package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;
import java.time.Instant;

/** The recovery codes that a user has left, hashed and sealed. */
record KeptRecoveryCodes(String accountId, String userId, Instant madeAt, SealedSecret codes) {}
