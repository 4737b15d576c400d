package io.ostiary.realm.directory;

import io.ostiary.policy.document.PolicySyntaxException;
import java.util.Optional;

/** The resource policies of one account in a live directory. */
public final class AccountResourcePolicies implements ResourcePolicies {
  private final LiveDirectory directory;
  private final String accountId;

  public AccountResourcePolicies(LiveDirectory directory, String accountId) {
    this.directory = directory;
    this.accountId = accountId;
  }

  @Override
  public void put(String resourceArn, String text) {
    try {
      directory.execute(new PutResourcePolicy(accountId, resourceArn, text));
    } catch (DirectoryException e) {
      if (e.getCause() instanceof PolicySyntaxException malformed) {
        throw malformed;
      }
      throw e;
    }
  }

  @Override
  public Optional<String> get(String resourceArn) {
    return directory
        .snapshot()
        .resourcePolicy(resourceArn)
        .filter(policy -> policy.accountId().equals(accountId))
        .map(ResourcePolicy::text);
  }

  @Override
  public void delete(String resourceArn) {
    directory.execute(new DeleteResourcePolicy(accountId, resourceArn));
  }
}
