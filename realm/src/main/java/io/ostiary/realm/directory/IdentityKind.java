package io.ostiary.realm.directory;

/** The kinds of identity, with AWS's words for each and its quotas. */
public enum IdentityKind {
  USER("user", "AIDA", Quota.USERS_PER_ACCOUNT, Quota.POLICIES_PER_USER, Quota.USER_POLICY_SIZE),
  GROUP(
      "group", "AGPA", Quota.GROUPS_PER_ACCOUNT, Quota.POLICIES_PER_GROUP, Quota.GROUP_POLICY_SIZE),
  ROLE("role", "AROA", Quota.ROLES_PER_ACCOUNT, Quota.POLICIES_PER_ROLE, Quota.ROLE_POLICY_SIZE);

  private final String word;
  private final String idPrefix;
  private final Quota perAccount;
  private final Quota attachedPolicies;
  private final Quota inlinePolicySize;

  IdentityKind(
      String word,
      String idPrefix,
      Quota perAccount,
      Quota attachedPolicies,
      Quota inlinePolicySize) {
    this.word = word;
    this.idPrefix = idPrefix;
    this.perAccount = perAccount;
    this.attachedPolicies = attachedPolicies;
    this.inlinePolicySize = inlinePolicySize;
  }

  /** As ARNs and messages call it: {@code user}, {@code group} or {@code role}. */
  public String word() {
    return word;
  }

  /** What its unique ids begin with, such as {@code AIDA}. */
  String idPrefix() {
    return idPrefix;
  }

  /** How many an account may have. */
  Quota perAccount() {
    return perAccount;
  }

  /** How many managed policies may be attached to one. */
  Quota attachedPolicies() {
    return attachedPolicies;
  }

  /** How large the inline policies of one may be together. */
  Quota inlinePolicySize() {
    return inlinePolicySize;
  }

  String arn(String partition, String accountId, String path, String name) {
    return "arn:" + partition + ":iam::" + accountId + ":" + word + path + name;
  }
}
