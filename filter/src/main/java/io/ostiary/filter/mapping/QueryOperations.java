package io.ostiary.filter.mapping;

import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.filter.mapping.QueryIndex.Operation;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.PayloadMode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operations of all Query-protocol services, of which the form names one. A form without an
 * Action is the application's, where it has a route of its own here.
 */
record QueryOperations(QueryIndex index, Optional<OneRoute> application, RouterSettings settings)
    implements Candidates {
  /** What AWS calls the version of a request that names none. */
  private static final String NO_VERSION = "NO_VERSION_SPECIFIED";

  private Optional<OneRoute> application(FormParameters form) {
    return form.value("Action").isPresent() ? Optional.empty() : application;
  }

  private Operation operation(FormParameters form) throws RejectedRequestException {
    Optional<String> action = form.value("Action");
    if (action.isEmpty()) {
      throw new RejectedRequestException(
          Reason.MISSING_ACTION, "the request must contain the parameter Action");
    }
    Optional<String> version = form.value("Version");
    Optional<Operation> operation = version.flatMap(number -> index.find(number, action.get()));
    if (operation.isEmpty()) {
      throw new RejectedRequestException(
          Reason.INVALID_ACTION,
          "Could not find operation %s for version %s"
              .formatted(shown(action.get()), shown(version.orElse(NO_VERSION))));
    }
    return operation.get();
  }

  /** A client's text as far as it may stand in a message. */
  private static String shown(String text) {
    boolean plain =
        text.length() <= 128
            && text.chars()
                .allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
    return plain ? text : "…";
  }

  @Override
  public ServiceDefinition service(FormParameters unverified) throws RejectedRequestException {
    Optional<OneRoute> own = application(unverified);
    return own.isPresent() ? own.get().service(unverified) : operation(unverified).service();
  }

  @Override
  public boolean needsForm() {
    return true;
  }

  @Override
  public boolean needsJson() {
    return false;
  }

  @Override
  public Set<Access> access(FormParameters unverified) throws RejectedRequestException {
    Optional<OneRoute> own = application(unverified);
    return own.isPresent() ? own.get().access(unverified) : operation(unverified).route().access();
  }

  @Override
  public long bodyLimit() {
    return Math.max(index.bodyLimit(), application.map(OneRoute::bodyLimit).orElse(0L));
  }

  @Override
  public boolean streamed() {
    return false;
  }

  @Override
  public boolean webSocket() {
    return false;
  }

  @Override
  public Expectation expectation(ServiceDefinition service, boolean secure) {
    return service.queryVersion().isEmpty() && application.isPresent()
        ? application.get().expectation(service, secure)
        : settings.expectation(service, Set.of(PayloadMode.SIGNED));
  }

  @Override
  public ErrorShape errors() {
    return index.services().get(0).errors();
  }

  @Override
  public MatchedRoute select(FormParameters form) throws RejectedRequestException {
    Optional<OneRoute> own = application(form);
    if (own.isPresent()) {
      return own.get().select(form);
    }
    Operation operation = operation(form);
    return new MatchedRoute(operation.service(), operation.route(), Map.of());
  }
}
