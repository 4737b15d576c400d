package io.ostiary.realm.session;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * From when until when a session is.
 *
 * @param revision of the directory when it began; empty if somebody else's clock alone says when
 */
record Lifetime(Instant from, Instant until, OptionalLong revision) {}
