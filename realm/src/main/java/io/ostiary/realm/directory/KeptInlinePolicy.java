package io.ostiary.realm.directory;

/**
 * An inline policy as it was written once; writing it again makes another version.
 *
 * @param versionId {@code ANVA…}, by which compiled sets of policies are known
 */
record KeptInlinePolicy(String accountId, String versionId, InlinePolicy policy) {}
