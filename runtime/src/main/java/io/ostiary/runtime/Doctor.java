package io.ostiary.runtime;

import static io.ostiary.endpoint.status.Diagnosis.doubtful;
import static io.ostiary.endpoint.status.Diagnosis.sound;
import static io.ostiary.endpoint.status.Diagnosis.wrong;

import io.ostiary.endpoint.status.Diagnosis;
import io.ostiary.filter.FiltersBefore;
import io.ostiary.filter.Pass;
import io.ostiary.filter.audit.AuditMode;
import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.jakarta.MechanismBeans;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.directory.DirectoryException;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says how an installation is put together, what is wrong with it, and the one change that mends
 * it. Some of it only a request can show: so it looks at the one by which it is asked.
 */
final class Doctor {
  private static final String MECHANISM_NEVER_CALLED =
      "the application has Ostiary's authentication mechanism, and the server never calls it: the"
          + " filter authenticates by itself, but declared roles (`@ServletSecurity`,"
          + " `security-constraint`), EJBs and `SecurityContext` do not know the caller";
  private static final String WILDFLY_REMEDY =
      "/subsystem=undertow/application-security-domain=other:add(security-domain=ApplicationDomain,"
          + "integrated-jaspi=false)";

  private final ServletContext context;
  private final Settings settings;
  private final List<ServiceDefinition> application;
  private final Status status;
  private final InstantSource clock;

  /** Known once it is wired; the endpoint that asks the doctor is part of it. */
  private volatile Optional<Pass> pass = Optional.empty();

  Doctor(
      ServletContext context,
      Settings settings,
      List<ServiceDefinition> application,
      Status status,
      InstantSource clock) {
    this.context = context;
    this.settings = settings;
    this.application = List.copyOf(application);
    this.status = status;
    this.clock = clock;
  }

  void watch(Pass wired) {
    pass = Optional.of(wired);
  }

  List<Diagnosis> examine(CanonicalRequest request) {
    List<Diagnosis> found = new ArrayList<>();
    found.add(server());
    found.add(authentication());
    found.add(order());
    found.add(mapping());
    found.add(mode());
    found.add(store());
    found.add(masterKey());
    found.add(audit());
    found.add(sound("clock", clock.instant().toString()));
    found.add(transport(request));
    found.add(proxies(request));
    return found;
  }

  private Diagnosis server() {
    return sound(
        "server",
        "%s, Servlet %d.%d, Java %s, at the context path `%s`"
            .formatted(
                context.getServerInfo(),
                context.getMajorVersion(),
                context.getMinorVersion(),
                System.getProperty("java.version"),
                context.getContextPath().isEmpty() ? "/" : context.getContextPath()));
  }

  private Diagnosis authentication() {
    if (pass.map(Pass::arrivedByMechanism).orElse(0L) > 0) {
      return sound("authentication", "the server's Jakarta Security calls Ostiary's mechanism");
    }
    Optional<List<String>> mechanisms = mechanisms();
    if (mechanisms.isEmpty() || mechanisms.get().isEmpty()) {
      return sound(
          "authentication",
          "the filter, since Jakarta Security is not active in this application; roles that it"
              + " declares are checked by the server before, for callers that it does not know");
    }
    if (mechanisms.get().stream().noneMatch(MechanismBeans::isOurs)) {
      return sound(
          "authentication",
          "the filter, for credentials of ours; the application has a mechanism of its own: "
              + String.join(", ", mechanisms.get()));
    }
    return wrong("authentication", MECHANISM_NEVER_CALLED, activation());
  }

  private String activation() {
    return String.valueOf(context.getServerInfo()).contains("WildFly")
        ? "bin/jboss-cli.sh --connect --command='" + WILDFLY_REMEDY + "', then reload the server"
        : "switch Jakarta Security on for this application, as your server's documentation says";
  }

  private static Optional<List<String>> mechanisms() {
    try {
      return MechanismBeans.find();
    } catch (LinkageError withoutJakartaSecurity) {
      return Optional.empty();
    }
  }

  private static Diagnosis order() {
    List<String> before = FiltersBefore.ofThisRequest();
    return before.isEmpty()
        ? sound("order", "no other filter sees a request before Ostiary does")
        : doubtful(
            "order",
            "filters that see requests before anybody has authenticated them: "
                + String.join(", ", before),
            "name them in `web.xml`, or register them with `isMatchAfter` true");
  }

  private Diagnosis mapping() {
    if (application.isEmpty()) {
      return wrong(
          "mapping",
          "no service definition: every path of the application is denied",
          "write `WEB-INF/ostiary/NAME.service.json`");
    }
    List<String> services = new ArrayList<>();
    for (ServiceDefinition service : application) {
      services.add(
          "%s (%s): %d routes, %d actions"
              .formatted(
                  service.service(),
                  service.file(),
                  service.routes().size(),
                  service.actions().size()));
    }
    return sound("mapping", String.join("; ", services));
  }

  private Diagnosis mode() {
    Set<String> reported = new TreeSet<>(status.enforcement().reportOnly());
    return reported.isEmpty()
        ? sound("mode", "enforce")
        : doubtful(
            "mode",
            "report-only: who is denied is let in all the same at " + String.join(", ", reported),
            "set `ostiary.mode` to `enforce` once no denial that counts is reported");
  }

  private Diagnosis store() {
    String kind = kind();
    try {
      long revision = status.directory().snapshot().revision();
      return sound(
          "store",
          "%s, revision %d, certain %d s ago"
              .formatted(kind, revision, status.directory().age().toSeconds()));
    } catch (DirectoryException outdated) {
      return wrong("store", kind + ": " + outdated.getMessage(), "make the database answer again");
    }
  }

  private String kind() {
    Optional<Path> files = settings.realm().directoryFiles();
    if (files.isPresent()) {
      return "JSON files in `" + files.get() + "`";
    }
    return settings.realm().database().isPresent()
        ? "PostgreSQL at `"
            + Setting.JDBC_URL.shown(settings.configuration().text(Setting.JDBC_URL))
            + "`"
        : "the embedded database in `" + settings.data() + "`";
  }

  private Diagnosis masterKey() {
    if (settings.realm().directoryFiles().isPresent()) {
      return sound("master key", "none is needed: the directory is in files, secrets elsewhere");
    }
    Optional<Path> named = settings.realm().masterKeyFile();
    Path file = named.orElseGet(() -> settings.data().resolve("master-key"));
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.GROUP_READ)) {
        return wrong(
            "master key",
            "others can read `" + file + "`, and with it every secret in the store",
            "chmod 600 " + file);
      }
    } catch (IOException e) {
      return wrong(
          "master key",
          "`" + file + "` cannot be looked at; the next start will fail",
          "put the file back");
    } catch (UnsupportedOperationException notPosix) {
      return sound("master key", "`" + file + "`");
    }
    return named.isPresent()
        ? sound("master key", "`" + file + "`")
        : sound("master key", "`" + file + "`, beside the data that it seals");
  }

  private Diagnosis audit() {
    String mode = status.audit().mode() == AuditMode.REQUIRED ? "required" : "best-effort";
    String where = settings.audit().where();
    if (!status.audit().problem().isEmpty()) {
      return wrong(
          "audit", where + ": " + status.audit().problem(), "make room, or let it be written");
    }
    return status.audit().lost() == 0
        ? sound("audit", mode + ", " + where)
        : doubtful(
            "audit",
            "%d records were lost, as `best-effort` allows".formatted(status.audit().lost()),
            "set `ostiary.audit-mode` to `required`");
  }

  private static Diagnosis transport(CanonicalRequest request) {
    return request.secure() || isLoopback(request.clientAddress())
        ? sound("transport", request.secure() ? "TLS" : "plain HTTP on this machine")
        : doubtful(
            "transport",
            "this request came over plain HTTP from another machine",
            "serve TLS, or name the proxy that does in `ostiary.trusted-proxies`");
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
  }

  private Diagnosis proxies(CanonicalRequest request) {
    Set<String> trusted = new TreeSet<>(settings.configuration().list(Setting.TRUSTED_PROXIES));
    boolean forwarded =
        request.header("x-forwarded-for").isPresent() || request.header("forwarded").isPresent();
    if (forwarded && trusted.isEmpty()) {
      return doubtful(
          "proxies",
          "this request came through a proxy, and none is trusted: `aws:SourceIp` is the proxy's",
          "set `ostiary.trusted-proxies` to the proxy's address");
    }
    String changed =
        request.clientPath().equals(request.rawPath())
            ? ""
            : "; clients ask for `%s` where the server gets `%s`"
                .formatted(request.clientPath(), request.rawPath());
    return sound(
        "proxies",
        trusted.isEmpty() ? "none is trusted" : "trusted: " + String.join(", ", trusted) + changed);
  }
}
