package io.ostiary.runtime;

import io.ostiary.filter.Enforcement;
import io.ostiary.policy.service.ServiceDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads {@code ostiary.mode}: {@code enforce}; {@code report-only} for all of the application's
 * services; or {@code report-only: s3, docs} for some of them. Ostiary's own services are always
 * enforced: whoever administers without being allowed to would stay an administrator.
 */
final class ModeSetting {
  private static final String ENFORCE = "enforce";
  private static final String REPORT_ONLY = "report-only";

  private ModeSetting() {}

  /**
   * Where denials are enforced.
   *
   * @param application the application's services
   */
  static Enforcement read(Configuration configuration, List<ServiceDefinition> application) {
    Set<String> services =
        application.stream()
            .map(ServiceDefinition::service)
            .collect(Collectors.toCollection(TreeSet::new));
    String text = configuration.text(Setting.MODE);
    if (text.equals(ENFORCE)) {
      return Enforcement.EVERYWHERE;
    }
    if (text.equals(REPORT_ONLY)) {
      return new Enforcement(services);
    }
    Set<String> named = new TreeSet<>();
    if (text.startsWith(REPORT_ONLY + ':')) {
      Arrays.stream(text.substring(REPORT_ONLY.length() + 1).split(",", -1))
          .map(String::strip)
          .forEach(named::add);
    }
    if (named.isEmpty() || !services.containsAll(named)) {
      throw configuration.wrong(
          Setting.MODE,
          "write `enforce`, `report-only`, or `report-only:` and services of the application: "
              + String.join(", ", services));
    }
    return new Enforcement(named);
  }
}
