package io.ostiary.realm.directory;

/**
 * A policy attached to a resource of an application.
 *
 * @param text the document byte for byte as it was given, except for users and roles in it that are
 *     called otherwise now: one that was deleted shows its unique id
 */
public record ResourcePolicy(String resourceArn, String accountId, String text) {}
