package io.ostiary.realm.directory;

/**
 * A role's trust policy as it was written once, with what its principals meant then.
 *
 * @param versionId {@code ANVA…}, by which compiled sets of policies are known
 */
record KeptTrustPolicy(String versionId, String roleId, String accountId, PinnedPolicy pinned) {}
