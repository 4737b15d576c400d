package io.ostiary.realm.session;

import java.time.Duration;
import java.util.Optional;

/**
 * What a user wants who makes credentials for somebody else.
 *
 * @param name whose they are, 2 to 32 characters
 * @param duration empty for twelve hours
 */
public record FederationRequest(
    String name, Optional<Duration> duration, PassedPolicies policies, SessionTags tags) {}
