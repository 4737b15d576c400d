package io.ostiary.filter;

import io.ostiary.filter.audit.AuditSink;
import io.ostiary.filter.http.ClientAddress;
import io.ostiary.filter.http.HttpSettings;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.Router;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.authentication.Authenticator;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/**
 * What a {@link Pass} is made of.
 *
 * @param router of {@code services}
 * @param services every service that is reachable here; a request for none of them is denied
 * @param handlers who answers for the services that Ostiary itself offers; all other services are
 *     the application's
 */
public record Wiring(
    HttpSettings settings,
    ClientAddress clientAddress,
    Router router,
    List<ServiceDefinition> services,
    Authenticator authenticator,
    RequestMapper mapper,
    List<ServiceHandler> handlers,
    AuditSink audit,
    InstantSource clock,
    SecureRandom random) {

  public Wiring {
    services = List.copyOf(services);
    handlers = List.copyOf(handlers);
  }
}
