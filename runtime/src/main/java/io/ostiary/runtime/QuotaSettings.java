package io.ostiary.runtime;

import io.ostiary.realm.directory.Quota;
import io.ostiary.realm.directory.Quotas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The quotas as settings: {@code ostiary.quota.} and the name by which refusals call them, such as
 * {@code ostiary.quota.UsersPerAccount}.
 */
final class QuotaSettings {
  static final String PREFIX = "ostiary.quota.";

  private QuotaSettings() {}

  static String key(Quota quota) {
    return PREFIX + quota.wireName();
  }

  /**
   * AWS's numbers but for those that are set.
   *
   * @throws ConfigurationException naming every one that is no number from 1
   */
  static Quotas of(Configuration configuration) {
    Quotas quotas = Quotas.AWS;
    List<String> problems = new ArrayList<>();
    for (Quota quota : Quota.values()) {
      Optional<String> text = configuration.set(key(quota));
      if (text.isPresent()) {
        try {
          quotas = quotas.with(quota, Integer.parseInt(text.get()));
        } catch (IllegalArgumentException e) {
          problems.add(
              configuration.problem(
                  key(quota),
                  text.get(),
                  "write a number from 1, such as AWS's own, " + quota.awsLimit()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return quotas;
  }
}
