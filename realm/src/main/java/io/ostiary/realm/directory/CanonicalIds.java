package io.ostiary.realm.directory;

import io.ostiary.policy.document.CanonicalUsers;

/**
 * What an application may know of the accounts that there are: for the owners and grantees of its
 * access-control lists.
 */
public interface CanonicalIds extends CanonicalUsers {

  /** The canonical user id of the installation's own account. */
  String own();
}
