package io.ostiary.filter.mapping;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.CanonicalRequest.Parameter;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.policy.service.PathTemplate;
import io.ostiary.policy.service.RequiredAction;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.policy.service.ServiceDefinitionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the routes that a request may take, by method, path and whatever needs no body. The shape
 * that fits the path best decides alone: where none of its routes takes the request, no other
 * shape's does.
 */
public class Router {
  static final String NO_ROUTE =
      "no service definition has a route for this request, so it is denied";

  private static final String FORM = "application/x-www-form-urlencoded";

  private final List<ServiceDefinition> services;
  private final RouterSettings settings;
  private final Expectations expectations;
  private final PathTree paths = new PathTree();
  private final QueryIndex query = new QueryIndex();
  private final TargetIndex targets = new TargetIndex();
  private final Map<String, SelectorReader> selectors = new HashMap<>();

  /**
   * Indexes the routes of all services.
   *
   * @throws ServiceDefinitionException if two routes of equal rank could take the same request, or
   *     two definitions have one service's name
   */
  public Router(List<ServiceDefinition> services, RouterSettings settings) {
    this.services = List.copyOf(services);
    this.settings = settings;
    this.expectations = new Expectations(services, settings);
    List<String> problems = new ArrayList<>(repeatedServices(services));
    for (ServiceDefinition service : services) {
      selectors.put(service.service(), new SelectorReader(service.selectors()));
      service.queryVersion().ifPresent(version -> query.add(service, version));
      for (Route route : service.routes()) {
        for (PathTemplate path : route.paths()) {
          if (!targets.add(service, route, path)) {
            paths.add(new Entry(service, route, path));
          }
        }
      }
    }
    paths.tables().forEach(table -> problems.addAll(table.conflicts()));
    problems.addAll(query.conflicts());
    problems.addAll(targets.conflicts());
    if (!problems.isEmpty()) {
      throw new ServiceDefinitionException(problems);
    }
  }

  private static List<String> repeatedServices(List<ServiceDefinition> services) {
    List<String> problems = new ArrayList<>();
    Map<String, String> files = new HashMap<>();
    for (ServiceDefinition service : services) {
      String before = files.putIfAbsent(service.service(), service.file());
      if (before != null) {
        problems.add(
            "%s and %s: both define the service `%s`; rename or remove one"
                .formatted(before, service.file(), service.service()));
      }
    }
    return problems;
  }

  /** Step 2 of the pass. */
  public Candidates candidates(CanonicalRequest request) throws RejectedRequestException {
    Candidates candidates = found(request);
    if (request.asksForWebSocket() && !candidates.webSocket()) {
      throw new RejectedRequestException(
          Reason.NO_ROUTE,
          "no service definition has a route that upgrades to a WebSocket here, so it is denied");
    }
    return candidates;
  }

  private Candidates found(CanonicalRequest request) throws RejectedRequestException {
    boolean atRoot = request.segments().isEmpty() && !query.isEmpty();
    if (atRoot && request.method().equals("GET") && namesAction(request)) {
      return new QueryOperations(query, Optional.empty(), settings);
    }
    if (request.segments().isEmpty() && request.method().equals("POST")) {
      Optional<Entry> target = targets.find(request);
      if (target.isPresent()) {
        return new OneRoute(target.get(), request, Map.of(), expectations, true);
      }
    }
    if (atRoot && request.method().equals("POST")) {
      return post(request);
    }
    return one(request);
  }

  private Candidates post(CanonicalRequest request) throws RejectedRequestException {
    if (namesAction(request)) {
      throw new RejectedRequestException(
          Reason.BAD_REQUEST, "Action stands in the query of a POST; send it in the form");
    }
    RouteTable table = paths.find(request);
    if (table == null || !table.serves("POST")) {
      return new QueryOperations(query, Optional.empty(), settings);
    }
    OneRoute application = one(request);
    return isForm(request)
        ? new QueryOperations(query, Optional.of(application), settings)
        : application;
  }

  private OneRoute one(CanonicalRequest request) throws RejectedRequestException {
    RouteTable table = paths.find(request);
    if (table == null) {
      throw new RejectedRequestException(Reason.NO_ROUTE, NO_ROUTE);
    }
    Entry entry = table.choose(request, selectors);
    return new OneRoute(entry, request, entry.variables(request), expectations, false);
  }

  private static boolean namesAction(CanonicalRequest request) throws RejectedRequestException {
    long count = 0;
    for (Parameter parameter : request.query()) {
      count += parameter.name().equals("Action") ? 1 : 0;
    }
    if (count > 1) {
      throw new RejectedRequestException(
          Reason.BAD_REQUEST, "Action comes more than once; send it once");
    }
    return count == 1;
  }

  private static boolean isForm(CanonicalRequest request) {
    String type = request.header("content-type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters))
        .trim()
        .toLowerCase(Locale.ROOT)
        .equals(FORM);
  }

  /**
   * The service whose dialect an error answer should speak where {@link #candidates} found no
   * route: at the root the one whose target is named, or else a Query-protocol service; that of the
   * path, whatever the method; else the only application there is.
   */
  public Optional<ServiceDefinition> nearest(CanonicalRequest request) {
    if (request.segments().isEmpty() && request.method().equals("POST")) {
      Optional<ServiceDefinition> target = targets.service(request);
      if (target.isPresent()) {
        return target;
      }
      if (!query.isEmpty()) {
        return Optional.of(query.services().get(0));
      }
    }
    RouteTable table = paths.find(request);
    if (table != null) {
      return table.service(request.method());
    }
    List<ServiceDefinition> applications =
        services.stream().filter(service -> service.queryVersion().isEmpty()).toList();
    return applications.size() == 1 ? Optional.of(applications.get(0)) : Optional.empty();
  }

  /** One line a route: method, path, selectors, the actions it needs, and where it is stated. */
  public List<String> coverage() {
    TreeSet<String> lines = new TreeSet<>();
    for (RouteTable table : paths.tables()) {
      table
          .byMethod()
          .forEach(
              (method, entries) ->
                  entries.forEach(
                      entry ->
                          lines.add(line(entry.describe(method), entry.service(), entry.route()))));
    }
    targets
        .entries()
        .forEach(
            (target, entry) ->
                lines.add(line("POST / X-Amz-Target=" + target, entry.service(), entry.route())));
    for (ServiceDefinition service : query.services()) {
      for (Route route : service.routes()) {
        String action = route.queryAction().orElse("");
        lines.add(line("POST / Action=" + action, service, route));
      }
    }
    return List.copyOf(lines);
  }

  private static String line(String what, ServiceDefinition service, Route route) {
    List<String> actions = new ArrayList<>();
    for (RequiredAction required : route.authorize()) {
      String tags = required.ifTagged().map(" for tags `%s…`"::formatted).orElse("");
      actions.add(service.service() + ":" + required.action() + tags);
    }
    String decided = route.decidedByEndpoint() ? "decided by the endpoint" : "no policy is asked";
    return "%s → %s (%s)"
        .formatted(what, actions.isEmpty() ? decided : String.join(", ", actions), route.place());
  }
}
