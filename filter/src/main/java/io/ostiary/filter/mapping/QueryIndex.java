package io.ostiary.filter.mapping;

import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.ServiceDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of all services that speak the Query protocol, by Version and Action. */
final class QueryIndex {

  /** One route of one Query-protocol service. */
  record Operation(ServiceDefinition service, Route route) {}

  /** What a request names. */
  private record Name(String version, String action) {}

  private final Map<Name, Operation> operations = new HashMap<>();
  private final List<ServiceDefinition> services = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();

  void add(ServiceDefinition service, String version) {
    services.add(service);
    for (Route route : service.routes()) {
      Name name = new Name(version, route.queryAction().orElseThrow());
      Operation before = operations.putIfAbsent(name, new Operation(service, route));
      if (before != null) {
        conflicts.add(
            "%s and %s: both take the Action `%s` of version `%s`; remove one"
                .formatted(before.route().place(), route.place(), name.action(), version));
      }
    }
  }

  boolean isEmpty() {
    return services.isEmpty();
  }

  /** Operations that two routes take, as sentences. */
  List<String> conflicts() {
    return conflicts;
  }

  /** In the order in which they were added. */
  List<ServiceDefinition> services() {
    return services;
  }

  Optional<Operation> find(String version, String action) {
    return Optional.ofNullable(operations.get(new Name(version, action)));
  }

  /** The most that any operation's body may have, in bytes. */
  long bodyLimit() {
    return operations.values().stream().mapToLong(o -> o.route().bodyLimit()).max().orElse(0);
  }
}
