package io.ostiary.policy.service;

/**
 * A condition key that a service fills from its requests.
 *
 * @param name with the service's prefix, such as {@code s3:prefix}
 * @param multivalued whether the key holds a set of values, even where only one arrived
 */
public record ConditionKey(String name, ValueType type, boolean multivalued) {}
