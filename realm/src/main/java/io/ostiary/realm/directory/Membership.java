package io.ostiary.realm.directory;

/** A user's place in a group. Both are named by unique ids. */
record Membership(String accountId, String groupId, String userId) {
  static String id(Group group, User user) {
    return group.id() + '/' + user.id();
  }
}
