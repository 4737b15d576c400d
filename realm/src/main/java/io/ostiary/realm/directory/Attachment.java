package io.ostiary.realm.directory;

/** A managed policy's bond to a principal. Both are named by unique ids. */
record Attachment(String accountId, String principalId, String policyId) {
  static String id(String principalId, String policyId) {
    return principalId + '/' + policyId;
  }

  /** By what an account's attachments of a policy are found; a shipped policy is everybody's. */
  static String of(String accountId, String policyId) {
    return accountId + '/' + policyId;
  }
}
