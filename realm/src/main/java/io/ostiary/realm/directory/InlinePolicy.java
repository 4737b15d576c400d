package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;

/**
 * A policy that lives in one user, group or role.
 *
 * @param ownerId the unique id of what it lives in
 */
public record InlinePolicy(String ownerId, String name, Policy policy) {}
