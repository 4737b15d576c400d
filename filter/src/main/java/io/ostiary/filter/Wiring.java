package io.ostiary.filter;

import io.ostiary.filter.audit.AuditSink;
import io.ostiary.filter.http.HttpSettings;
import io.ostiary.filter.http.TrustedProxies;
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
 * @param denials seals the explanations that go with denials of known callers
 */
public record Wiring(
    HttpSettings settings,
    TrustedProxies proxies,
    Router router,
    List<ServiceDefinition> services,
    Authenticator authenticator,
    RequestMapper mapper,
    List<ServiceHandler> handlers,
    AuditSink audit,
    InstantSource clock,
    SecureRandom random,
    DenialSealer denials) {

  public Wiring {
    services = List.copyOf(services);
    handlers = List.copyOf(handlers);
  }

  /** Where whoever is denied gets AWS's sentence, and nothing to have explained. */
  public Wiring(
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
    this(
        settings,
        clientAddress,
        router,
        services,
        authenticator,
        mapper,
        handlers,
        audit,
        clock,
        random,
        DenialSealer.NONE);
  }
}
