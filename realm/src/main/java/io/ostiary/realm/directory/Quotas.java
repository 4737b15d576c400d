package io.ostiary.realm.directory;

/**
 * How much an account may hold. Policy sizes are in characters without white space, as IAM counts
 * them; a resource policy's is in bytes as given.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM and
 *     STS quotas</a>
 */
public record Quotas(
    int usersPerAccount,
    int policiesPerAccount,
    int accessKeysPerUser,
    int attachedPoliciesPerUser,
    int inlinePolicySizePerUser,
    int managedPolicySize,
    int resourcePolicySize,
    int tagsPerUser) {

  /** AWS's own numbers. */
  public static final Quotas AWS = new Quotas(5000, 1500, 2, 10, 2048, 6144, 20_480, 50);

  public Quotas {
    requirePositive("usersPerAccount", usersPerAccount);
    requirePositive("policiesPerAccount", policiesPerAccount);
    requirePositive("accessKeysPerUser", accessKeysPerUser);
    requirePositive("attachedPoliciesPerUser", attachedPoliciesPerUser);
    requirePositive("inlinePolicySizePerUser", inlinePolicySizePerUser);
    requirePositive("managedPolicySize", managedPolicySize);
    requirePositive("resourcePolicySize", resourcePolicySize);
    requirePositive("tagsPerUser", tagsPerUser);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "quota %s is %s; give a number from 1".formatted(name, value));
    }
  }
}
