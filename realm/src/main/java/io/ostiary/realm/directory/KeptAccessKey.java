package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;

/** An access key with its sealed secret. */
record KeptAccessKey(AccessKey key, SealedSecret secret) {}
