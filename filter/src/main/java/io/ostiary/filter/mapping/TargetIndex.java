package io.ostiary.filter.mapping;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.policy.service.PathTemplate;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.Selectors;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.signature.SignedRequest.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The routes that a POST to the root names in {@code X-Amz-Target}, as clients of the AWS JSON
 * protocol do. Several services and an application's own route have that one path between them.
 */
final class TargetIndex {
  private static final String HEADER = "x-amz-target";

  private final Map<String, Entry> entries = new HashMap<>();

  /** By what stands before the operation, such as {@code AWSOrganizationsV20161128}. */
  private final Map<String, ServiceDefinition> services = new HashMap<>();

  private final List<String> conflicts = new ArrayList<>();

  /** Takes a route in if it is named so; else somebody else has to. */
  boolean add(ServiceDefinition service, Route route, PathTemplate path) {
    Selectors.Value target = route.select().headers().get(HEADER);
    if (target == null || target.any()) {
      return false;
    }
    boolean alone =
        route.select().headers().size() == 1
            && route.select().query().isEmpty()
            && route.methods().equals(Set.of("POST"))
            && path.segments().isEmpty();
    if (!alone) {
      return false;
    }
    Entry before = entries.putIfAbsent(target.text(), new Entry(service, route, path));
    if (before != null) {
      conflicts.add(
          "%s and %s: both take the target `%s`; remove one"
              .formatted(before.route().place(), route.place(), target.text()));
    }
    services.put(prefix(target.text()), service);
    return true;
  }

  List<String> conflicts() {
    return conflicts;
  }

  /** By target, for a report. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** The route that a POST to the root names; empty if it names none of a service known here. */
  Optional<Entry> find(CanonicalRequest request) throws RejectedRequestException {
    List<String> targets = targets(request);
    if (service(request).isEmpty()) {
      return Optional.empty();
    }
    Entry entry = targets.size() == 1 ? entries.get(targets.get(0)) : null;
    if (entry == null) {
      throw new RejectedRequestException(Reason.NO_ROUTE, Router.NO_ROUTE);
    }
    return Optional.of(entry);
  }

  /** The service of which a request names an operation, whether or not there is such a one. */
  Optional<ServiceDefinition> service(CanonicalRequest request) {
    return targets(request).stream()
        .findFirst()
        .flatMap(target -> Optional.ofNullable(services.get(prefix(target))));
  }

  private static List<String> targets(CanonicalRequest request) {
    return request.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(HEADER))
        .map(Header::value)
        .toList();
  }

  private static String prefix(String target) {
    return target.substring(0, Math.max(0, target.lastIndexOf('.')));
  }
}
