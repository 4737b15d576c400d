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
 * @param sealer seals the explanations that go with denials of known callers
 * @param denials where each denial is remembered
 * @param development whether refused signatures are answered with what was expected to be signed
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
    Denials denials,
    Enforcement enforcement,
    boolean development,
    InstantSource clock,
    SecureRandom random,
    DenialSealer sealer,
    PassMeter meter) {

  public Wiring {
    services = List.copyOf(services);
    handlers = List.copyOf(handlers);
  }

  /**
   * Where whoever is denied gets AWS's sentence and nothing to have explained, and nobody measures.
   */
  public Wiring(
      HttpSettings settings,
      TrustedProxies proxies,
      Router router,
      List<ServiceDefinition> services,
      Authenticator authenticator,
      RequestMapper mapper,
      List<ServiceHandler> handlers,
      AuditSink audit,
      Denials denials,
      Enforcement enforcement,
      boolean development,
      InstantSource clock,
      SecureRandom random) {
    this(
        settings,
        proxies,
        router,
        services,
        authenticator,
        mapper,
        handlers,
        audit,
        denials,
        enforcement,
        development,
        clock,
        random,
        DenialSealer.NONE,
        PassMeter.NONE);
  }
}
