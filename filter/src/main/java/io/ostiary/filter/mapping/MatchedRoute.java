package io.ostiary.filter.mapping;

import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.policy.service.ValueSource;
import io.ostiary.policy.service.ValueSource.Kind;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The route that a request takes, with its path variables decoded. */
public record MatchedRoute(ServiceDefinition service, Route route, Map<String, String> variables) {
  public MatchedRoute {
    variables = Map.copyOf(variables);
  }

  /** Whether the query decides anything here: which route it is, or a condition key. */
  public boolean decidesByQuery() {
    return !service.selectors().query().isEmpty() || route.reads(Kind.QUERY);
  }

  /**
   * Refuses a body with a field named like a query parameter that decides. A container gives the
   * application parameters of both under one name, so the field would be taken for the parameter
   * that nobody decided about.
   *
   * @param names of the fields of a form or a multipart body
   */
  public void checkBodyFields(Collection<String> names) throws RejectedRequestException {
    Set<String> deciding = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    deciding.addAll(service.selectors().query());
    for (ValueSource source : route.context().values()) {
      if (source.kind() == Kind.QUERY) {
        deciding.add(source.name());
      }
    }
    for (String name : names) {
      if (deciding.contains(name)) {
        throw new RejectedRequestException(
            Reason.BAD_REQUEST,
            "the body has a field named like a query parameter that decides about access");
      }
    }
  }
}
