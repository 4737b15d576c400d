package io.ostiary.filter;

import io.ostiary.filter.http.ReceivedRequest;
import io.ostiary.policy.service.ServiceDefinition;
import java.util.List;
import java.util.Optional;

/**
 * Guesses, by the scope that an unread signature seems to have, whose client sent a request.
 * Nothing but the spelling of an error answer depends on it.
 */
final class Dialect {
  private static final String TERMINATOR = "aws4_request";

  private Dialect() {}

  static Optional<ServiceDefinition> of(
      ReceivedRequest received, List<ServiceDefinition> services) {
    String authorization = received.header("authorization").orElse("");
    String query = received.query() == null ? "" : received.query();
    for (ServiceDefinition service : services) {
      for (String name : service.signingNames()) {
        if (authorization.contains("/" + name + "/" + TERMINATOR)
            || query.contains("%2F" + name + "%2F" + TERMINATOR)) {
          return Optional.of(service);
        }
      }
    }
    return Optional.empty();
  }
}
