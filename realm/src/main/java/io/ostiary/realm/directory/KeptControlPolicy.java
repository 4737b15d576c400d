package io.ostiary.realm.directory;

/**
 * A control policy of an organisation's own.
 *
 * @param versionId {@code ANVA…}, by which compiled sets of policies are known
 */
record KeptControlPolicy(
    String organizationId, String managementAccountId, String versionId, ControlPolicy policy) {}
