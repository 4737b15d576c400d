package io.ostiary.policy.validation;

import io.ostiary.policy.service.ValueType;

/**
 * What is known of a condition key.
 *
 * @param always whether every signed request carries it
 */
record KeyFacts(ValueType type, boolean multivalued, boolean always) {}
