package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;

/** A policy attached to a resource of an application. */
public record ResourcePolicy(String resourceArn, String accountId, Policy policy) {}
