package io.ostiary.realm.directory;

/** The managed policy beyond which no policy of a user or role reaches. All by unique ids. */
record PermissionsBoundary(String accountId, String identityId, String policyId) {}
