package io.ostiary.realm.directory;

/**
 * A managed policy with its default version.
 *
 * @param versionId {@code ANVA…}, by which compiled sets of policies are known
 */
record KeptManagedPolicy(String versionId, ManagedPolicy policy) {}
