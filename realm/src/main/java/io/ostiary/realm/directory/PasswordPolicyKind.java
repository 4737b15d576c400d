package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class PasswordPolicyKind implements Kind<PasswordPolicy> {
  @Override
  public String tag() {
    return "password-policy";
  }

  @Override
  public String id(PasswordPolicy policy) {
    return policy.accountId();
  }

  @Override
  public String accountId(PasswordPolicy policy) {
    return policy.accountId();
  }

  @Override
  public List<String> parents(PasswordPolicy policy) {
    return List.of();
  }

  @Override
  public void write(PasswordPolicy policy, ObjectNode row) {
    row.put("minimumLength", policy.minimumLength())
        .put("symbols", policy.requireSymbols())
        .put("numbers", policy.requireNumbers())
        .put("uppercase", policy.requireUppercase())
        .put("lowercase", policy.requireLowercase())
        .put("usersMayChange", policy.allowUsersToChange())
        .put("hardExpiry", policy.hardExpiry());
    policy.maxAgeDays().ifPresent(days -> row.put("maxAgeDays", days));
    policy.reusePrevention().ifPresent(count -> row.put("reusePrevention", count));
  }

  @Override
  public PasswordPolicy read(Row row) {
    return new PasswordPolicy(
        row.id(),
        (int) row.number("minimumLength"),
        row.flag("symbols"),
        row.flag("numbers"),
        row.flag("uppercase"),
        row.flag("lowercase"),
        row.flag("usersMayChange"),
        row.optionalNumber("maxAgeDays"),
        row.optionalNumber("reusePrevention"),
        row.flag("hardExpiry"));
  }
}
