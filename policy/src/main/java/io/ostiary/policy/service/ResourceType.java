package io.ostiary.policy.service;

import java.util.Optional;

/**
 * A kind of resource. Exactly one of {@code arn} and {@code resolver} is present.
 *
 * @param resolver the name of registered code that finds the resource of a request
 * @param resourcePolicy the type of the resource whose attached policy governs this one
 */
public record ResourceType(
    String name,
    Optional<ArnTemplate> arn,
    Optional<String> resolver,
    Optional<String> resourcePolicy) {}
