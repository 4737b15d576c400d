package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;

/** An MFA device with its sealed seed. */
record KeptMfaDevice(MfaDevice device, SealedSecret seed) {}
