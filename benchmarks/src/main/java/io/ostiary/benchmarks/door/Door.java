package io.ostiary.benchmarks.door;

import io.ostiary.endpoint.query.Markers;
import io.ostiary.endpoint.sts.IssuerEndpoint;
import io.ostiary.endpoint.sts.StsEndpoint;
import io.ostiary.filter.Denials;
import io.ostiary.filter.Enforcement;
import io.ostiary.filter.OstiaryFilter;
import io.ostiary.filter.Pass;
import io.ostiary.filter.Wiring;
import io.ostiary.filter.audit.AuditFile;
import io.ostiary.filter.audit.AuditMode;
import io.ostiary.filter.audit.AuditQueue;
import io.ostiary.filter.audit.AuditSink;
import io.ostiary.filter.http.HttpSettings;
import io.ostiary.filter.http.TrustedProxies;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceAttributes;
import io.ostiary.filter.mapping.Router;
import io.ostiary.filter.mapping.RouterSettings;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.Realm;
import io.ostiary.realm.authentication.Authenticator;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat with one servlet, behind Ostiary or by itself. */
public final class Door implements AutoCloseable {
  /** As much as AssumeRole answers. */
  private static final byte[] ANSWER = "x".repeat(1_300).getBytes(StandardCharsets.US_ASCII);

  /** Answers everything alike. */
  private static final class Answering extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.getInputStream().readAllBytes();
      response.setContentType("text/xml");
      response.setContentLength(ANSWER.length);
      response.getOutputStream().write(ANSWER);
    }
  }

  private final Tomcat tomcat;
  private final AuditSink audit;

  private Door(Tomcat tomcat, AuditSink audit) {
    this.tomcat = tomcat;
    this.audit = audit;
  }

  /** The servlet by itself. */
  public static Door bare(Installation installation) throws IOException, LifecycleException {
    Tomcat tomcat = tomcat(installation);
    tomcat.start();
    return new Door(tomcat, event -> {});
  }

  /** The servlet behind Ostiary, which has STS and an audit file. */
  public static Door guarded(Installation installation) throws IOException, LifecycleException {
    Tomcat tomcat = tomcat(installation);
    AuditQueue audit =
        AuditQueue.start(
            AuditFile.open(
                installation.folder().resolve("audit.log"),
                new AuditFile.Rotation(100L << 20, Duration.ofDays(1)),
                InstantSource.system()),
            AuditMode.REQUIRED,
            Duration.ofSeconds(2));
    Context context = (Context) tomcat.getHost().findChild("");
    guard(context, pass(installation, audit, installation.realm().authenticator(), List.of()));
    tomcat.start();
    return new Door(tomcat, audit);
  }

  /** Puts the filter in front of an application that is not started yet. */
  public static void guard(Context context, Pass pass) {
    context.getServletContext().setAttribute(OstiaryFilter.PASS, pass);
    FilterDef filter = new FilterDef();
    filter.setFilterName("ostiary");
    filter.setFilter(new OstiaryFilter());
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("ostiary");
    map.addURLPattern("/*");
    for (DispatcherType type : DispatcherType.values()) {
      map.setDispatcher(type.name());
    }
    context.addFilterMap(map);
  }

  private static Tomcat tomcat(Installation installation) throws IOException {
    Path base = Files.createDirectories(installation.folder().resolve("tomcat"));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", base.toString());
    Tomcat.addServlet(context, "answering", new Answering()).addMapping("/*");
    return tomcat;
  }

  /**
   * What the filter does: STS, and an application's own services.
   *
   * @param authenticator of the installation's realm
   */
  public static Pass pass(
      Installation installation,
      AuditSink audit,
      Authenticator authenticator,
      List<ServiceDefinition> application)
      throws IOException {
    Realm realm = installation.realm();
    InstantSource clock = InstantSource.system();
    List<ServiceDefinition> services = new ArrayList<>(application);
    services.add(StsEndpoint.definition());
    return new Pass(
        new Wiring(
            new HttpSettings(
                Set.of(),
                false,
                HttpSettings.DEFAULT_MEMORY_LIMIT,
                Files.createDirectories(installation.folder().resolve("spool"))),
            TrustedProxies.NONE,
            new Router(
                services,
                new RouterSettings(Set.of("*"), Duration.ofMinutes(5), RouterSettings.WEEK)),
            services,
            authenticator,
            new RequestMapper(
                new RequestMapper.Settings("aws", "", realm.accountId(), clock),
                StsEndpoint.resolvers(),
                ResourceAttributes.NONE),
            List.of(
                new StsEndpoint(
                    realm,
                    Markers.of(realm.tickets()),
                    IssuerEndpoint.issuers("http://localhost"))),
            audit,
            new Denials(realm.accountId()),
            Enforcement.EVERYWHERE,
            false,
            clock,
            new SecureRandom()));
  }

  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws IOException, LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    audit.close();
  }
}
