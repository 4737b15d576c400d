package io.ostiary.realm.directory;

/**
 * A resource's policy as it was written once, with what its principals meant then.
 *
 * @param versionId {@code ANVA…}, by which compiled sets of policies are known
 */
record KeptResourcePolicy(
    String versionId, String resourceArn, String accountId, PinnedPolicy pinned) {

  ResourcePolicy shown(EntityTable table) {
    return new ResourcePolicy(resourceArn, accountId, pinned.shown(table));
  }
}
