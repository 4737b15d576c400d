package io.ostiary.depot;

import io.ostiary.policy.document.Malformation;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.realm.directory.ResourcePolicies;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps policies as long as the test runs; refuses what is not a JSON object. */
public final class PoliciesInMemory implements ResourcePolicies {
  private final Map<String, String> policies = new ConcurrentHashMap<>();

  @Override
  public void put(String resourceArn, String text) {
    if (!text.startsWith("{")) {
      throw new PolicySyntaxException(
          Malformation.DATA_TYPE_MISMATCH,
          1,
          1,
          "",
          "a policy is a JSON object; start it with `{`");
    }
    policies.put(resourceArn, text);
  }

  @Override
  public Optional<String> get(String resourceArn) {
    return Optional.ofNullable(policies.get(resourceArn));
  }

  @Override
  public void delete(String resourceArn) {
    policies.remove(resourceArn);
  }
}
