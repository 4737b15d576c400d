package io.ostiary.realm.session;

import java.time.Instant;

/** From when until when a session is. */
record Lifetime(Instant from, Instant until) {}
