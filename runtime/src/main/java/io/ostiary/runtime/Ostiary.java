package io.ostiary.runtime;

import io.ostiary.application.metrics.Metering;
import io.ostiary.application.metrics.Meters;
import io.ostiary.endpoint.iam.IamEndpoint;
import io.ostiary.endpoint.login.LoginEndpoint;
import io.ostiary.endpoint.organizations.OrganizationsEndpoint;
import io.ostiary.endpoint.query.Markers;
import io.ostiary.endpoint.status.Health;
import io.ostiary.endpoint.status.StatusEndpoint;
import io.ostiary.endpoint.sts.IssuerEndpoint;
import io.ostiary.endpoint.sts.StsEndpoint;
import io.ostiary.federation.Federation;
import io.ostiary.filter.Denials;
import io.ostiary.filter.Enforcement;
import io.ostiary.filter.OstiaryFilter;
import io.ostiary.filter.Pass;
import io.ostiary.filter.PassMeter;
import io.ostiary.filter.ServiceHandler;
import io.ostiary.filter.Wiring;
import io.ostiary.filter.audit.AuditListeners;
import io.ostiary.filter.audit.AuditQueue;
import io.ostiary.filter.audit.AuditSink;
import io.ostiary.filter.audit.CountingSink;
import io.ostiary.filter.audit.LastAccessSink;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceAttributes;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.filter.mapping.Router;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.Realm;
import io.ostiary.realm.authentication.IdentityStore;
import io.ostiary.realm.authentication.PersonLogin;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.directory.CanonicalIds;
import io.ostiary.realm.directory.LinkedServices;
import io.ostiary.realm.directory.ResourcePolicies;
import io.ostiary.realm.session.ServiceRoles;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One running Ostiary: everything that was opened and wired for one application. */
final class Ostiary implements AutoCloseable {

  /** The servlet context's attribute that holds it. */
  static final String ATTRIBUTE = Ostiary.class.getName();

  private static final System.Logger LOG = System.getLogger("ostiary");

  private final Realm realm;
  private final AuditSink audit;
  private final Federation federation;
  private final PersonLogin people;
  private final Optional<Meters> meters;

  private Ostiary(
      Realm realm,
      AuditSink audit,
      Federation federation,
      PersonLogin people,
      Optional<Meters> meters) {
    this.realm = realm;
    this.audit = audit;
    this.federation = federation;
    this.people = people;
    this.meters = meters;
  }

  /**
   * Opens and wires everything for an application, and leaves in its context what filter,
   * authentication mechanism and application look for.
   */
  static Ostiary start(Deployment deployment) {
    ServletContext context = deployment.context();
    Settings settings =
        Settings.of(deployment.configuration(), deployment.folder().map(ApplicationFolder::name));
    List<ServiceDefinition> services = new ArrayList<>();
    services.add(StsEndpoint.definition());
    services.add(IssuerEndpoint.definition());
    services.add(IamEndpoint.definition());
    services.add(OrganizationsEndpoint.definition());
    services.add(LoginEndpoint.definition());
    services.add(StatusEndpoint.definition());
    List<ServiceDefinition> application = deployment.serviceDefinitions();
    services.addAll(application);
    Enforcement enforcement = ModeSetting.read(settings.configuration(), application);
    Router router = new Router(services, settings.router());

    SecureRandom random = new SecureRandom();
    Realm realm = Realm.open(settings.realm(), InstantSource.system(), random);
    CountingSink audit = null;
    Optional<Meters> meters = Optional.empty();
    try {
      AuditQueue queue = settings.audit().open(InstantSource.system());
      AuditListeners listeners = new AuditListeners(new LastAccessSink(queue, realm.once()));
      audit = new CountingSink(listeners);
      Status status = new Status(realm.directory(), queue, audit, enforcement);
      meters = Metering.begin(realm.directory()::age, queue::lost);
      meters.ifPresent(listeners::add);
      Doctor doctor = new Doctor(context, settings, application, status, InstantSource.system());
      RequestMapper mapper = mapper(context, settings, realm);
      Federation federation = settings.federation().open(realm, InstantSource.system());
      PersonLogin people = people(deployment, settings, realm);
      Wiring wiring =
          wiring(
              settings,
              services,
              router,
              mapper,
              realm,
              federation,
              people,
              status,
              doctor,
              meters,
              random);
      Pass pass = new Pass(wiring);
      doctor.watch(pass);
      FirstUsers.make(deployment, settings, realm);
      Ostiary ostiary = new Ostiary(realm, audit, federation, people, meters);
      context.setAttribute(OstiaryFilter.PASS, pass);
      context.setAttribute(ResourcePolicies.class.getName(), realm.resourcePolicies());
      context.setAttribute(CanonicalIds.class.getName(), realm.canonicalIds());
      context.setAttribute(ServiceRoles.class.getName(), realm.serviceRoles());
      context.setAttribute(AuditListeners.class.getName(), listeners);
      context.setAttribute(Health.class.getName(), (Supplier<Health>) status::health);
      context.setAttribute(ATTRIBUTE, ostiary);
      Welcome.print(settings, realm.accountId(), enforcement);
      Welcome.printRoutes(router, application, context);
      return ostiary;
    } catch (RuntimeException | Error e) {
      // Or the data directory would stay locked, and the audit open, until the server ends.
      meters.ifPresent(Meters::close);
      realm.close();
      if (audit != null) {
        close(audit);
      }
      throw e;
    }
  }

  private static Wiring wiring(
      Settings settings,
      List<ServiceDefinition> services,
      Router router,
      RequestMapper mapper,
      Realm realm,
      TokenVerifier verifier,
      PersonLogin people,
      Status status,
      Doctor doctor,
      Optional<Meters> meters,
      SecureRandom random) {
    Denials denials = new Denials(realm.accountId());
    Markers markers = Markers.of(realm.tickets());
    UnaryOperator<String> issuers = IssuerEndpoint.issuers(settings.externalUrl());
    List<ServiceHandler> handlers =
        List.of(
            new StsEndpoint(realm, markers, verifier, issuers),
            new IssuerEndpoint(realm.directory(), issuers),
            new IamEndpoint(realm, markers, new LinkedServices(List.of()), services, issuers),
            new OrganizationsEndpoint(realm.directory(), markers),
            new LoginEndpoint(
                realm,
                verifier,
                settings.federation().codeFlow(InstantSource.system()),
                settings.federation().samlFlow(InstantSource.system()),
                people,
                settings.homePage(),
                InstantSource.system(),
                random),
            new StatusEndpoint(denials, status::health, settings.publicUp(), doctor::examine));
    return new Wiring(
        settings.http(),
        settings.proxies(),
        router,
        services,
        realm.authenticator(verifier),
        mapper,
        handlers,
        status.events(),
        denials,
        status.enforcement(),
        settings.development(),
        InstantSource.system(),
        random,
        realm.authorizationMessages()::seal,
        meters.<PassMeter>map(known -> known).orElse(PassMeter.NONE));
  }

  private static PersonLogin people(Deployment deployment, Settings settings, Realm realm) {
    List<IdentityStore> stores =
        deployment.identityStores(
            settings.configuration().given(Setting.IDENTITY_STORES).map(Path::of),
            settings.federation().trusted());
    try {
      return new PersonLogin(
          stores,
          realm.accountId(),
          realm.directory(),
          realm.passwordLogin(),
          realm.once(),
          realm.clock());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
    }
  }

  private static RequestMapper mapper(ServletContext context, Settings settings, Realm realm) {
    List<ResourceAttributes> found = new ArrayList<>();
    ServiceLoader.load(ResourceAttributes.class, context.getClassLoader()).forEach(found::add);
    if (found.size() > 1) {
      throw new ConfigurationException(
          List.of("the application names " + found.size() + " ResourceAttributes; keep one"));
    }
    return new RequestMapper(
        new RequestMapper.Settings(
            settings.realm().partition(), "", realm.accountId(), InstantSource.system()),
        resolvers(),
        found.isEmpty() ? ResourceAttributes.NONE : found.get(0));
  }

  private static Map<String, ResourceResolver> resolvers() {
    Map<String, ResourceResolver> resolvers = new HashMap<>(IamEndpoint.resolvers());
    resolvers.putAll(StsEndpoint.resolvers());
    resolvers.putAll(OrganizationsEndpoint.resolvers());
    resolvers.putAll(StatusEndpoint.resolvers());
    return resolvers;
  }

  @Override
  public void close() {
    meters.ifPresent(Meters::close);
    federation.close();
    people.close();
    realm.close();
    close(audit);
  }

  private static void close(AuditSink audit) {
    try {
      audit.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the audit could not be closed", e);
    }
  }
}
