package io.ostiary.realm.directory;

/**
 * A managed policy with what its next version is called by.
 *
 * @param lastVersion the number of the newest version that there ever was, deleted or not
 */
record KeptManagedPolicy(ManagedPolicy policy, int lastVersion) {

  KeptManagedPolicy with(ManagedPolicy changed) {
    return new KeptManagedPolicy(changed, lastVersion);
  }
}
