package io.ostiary.application;

import io.ostiary.filter.DenialSealer;
import io.ostiary.filter.Denials;
import io.ostiary.filter.Enforcement;
import io.ostiary.filter.OstiaryFilter;
import io.ostiary.filter.Pass;
import io.ostiary.filter.PassMeter;
import io.ostiary.filter.Wiring;
import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.http.HttpSettings;
import io.ostiary.filter.http.TrustedProxies;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceAttributes;
import io.ostiary.filter.mapping.Router;
import io.ostiary.filter.mapping.RouterSettings;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.Realm;
import io.ostiary.realm.RealmSettings;
import io.ostiary.realm.directory.AddUserToGroup;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateGroup;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.PutInlinePolicy;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * An application with the door before it: its definition lets every signed request for {@code /…}
 * in whose caller may {@code handbook:Enter}, so that what is beyond is its annotations' to hold.
 * Ann is in the group {@code editors}; what she may do is her policy's.
 */
final class Handbook implements AutoCloseable {
  static final String ACCOUNT = "111122223333";

  final List<AuditEvent> audited = Collections.synchronizedList(new ArrayList<>());

  /** What the application's methods were called with. */
  static final List<String> REACHED = Collections.synchronizedList(new ArrayList<>());

  private final Realm realm;
  private final NewAccessKey key;
  private final Container.Running running;

  /** What an application registers at its start, after the door. */
  interface Application {
    void register(ServletContext context) throws ServletException;
  }

  /** Where it runs, and what hears of it. */
  record Setup(Container container, Application application, PassMeter meter) {}

  private Handbook(Path directory, String policy, Setup setup) throws Exception {
    REACHED.clear();
    InstantSource clock = InstantSource.system();
    realm =
        Realm.open(
            new RealmSettings(
                directory,
                Optional.of(ACCOUNT),
                "aws",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            clock,
            new SecureRandom());
    realm.directory().execute(new CreateUser(ACCOUNT, "/", "ann", Map.of()));
    realm.directory().execute(new CreateGroup(ACCOUNT, "/", "editors"));
    realm.directory().execute(new AddUserToGroup(ACCOUNT, "editors", "ann"));
    realm
        .directory()
        .execute(new PutInlinePolicy(IdentityName.user(ACCOUNT, "ann"), "hers", policy));
    key = realm.directory().execute(new CreateAccessKey(ACCOUNT, "ann"));
    Pass pass = pass(directory, clock, setup.meter);
    AtomicReference<Exception> failure = new AtomicReference<>();
    try {
      running =
          setup.container.start(
              (classes, context) -> {
                try {
                  context.setAttribute(OstiaryFilter.PASS, pass);
                  OstiaryFilter.register(context);
                  setup.application.register(context);
                } catch (Exception e) {
                  failure.set(e);
                  throw e;
                }
              },
              directory);
      if (failure.get() != null) { // of which not every container tells
        running.stopping().stop();
        throw failure.get();
      }
    } catch (Exception e) {
      realm.close();
      throw e;
    }
  }

  /**
   * Starts it.
   *
   * @param policy Ann's statements beside the one that lets her enter
   */
  static Handbook start(Path directory, String policy, Application application) throws Exception {
    return start(directory, policy, new Setup(Container.UNDERTOW, application, PassMeter.NONE));
  }

  static Handbook start(Path directory, String policy, Setup setup) throws Exception {
    return new Handbook(directory, policy, setup);
  }

  private Pass pass(Path directory, InstantSource clock, PassMeter meter) {
    List<ServiceDefinition> services = List.of(definition());
    return new Pass(
        new Wiring(
            new HttpSettings(Set.of(), false, 16 * 1024, directory),
            TrustedProxies.NONE,
            new Router(
                services,
                new RouterSettings(Set.of("*"), Duration.ofMinutes(5), RouterSettings.WEEK)),
            services,
            realm.authenticator(),
            new RequestMapper(
                new RequestMapper.Settings("aws", "", ACCOUNT, clock),
                Map.of(),
                ResourceAttributes.NONE),
            List.of(),
            audited::add,
            new Denials(ACCOUNT),
            Enforcement.EVERYWHERE,
            false,
            clock,
            new SecureRandom(),
            DenialSealer.NONE,
            meter));
  }

  static ServiceDefinition definition() {
    String file = "handbook.service.json";
    try (InputStream json = Handbook.class.getResourceAsStream(file)) {
      if (json == null) {
        throw new IllegalStateException(file);
      }
      return ServiceDefinition.parse(file, new String(json.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Realm realm() {
    return realm;
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + running.port() + path);
  }

  /** By nobody in particular. */
  HttpResponse<String> askUnsigned(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Signed by Ann. */
  HttpResponse<String> ask(String method, String path) throws Exception {
    URI uri = uri(path);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                request ->
                    request
                        .identity(AwsCredentialsIdentity.create(key.key().id(), key.revealSecret()))
                        .request(
                            SdkHttpRequest.builder()
                                .uri(uri)
                                .method(SdkHttpMethod.fromValue(method))
                                .build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "handbook")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1"))
            .request();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
    signed.forEachHeader(
        (name, values) -> {
          if (!name.equalsIgnoreCase("Host")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    try {
      running.stopping().stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      realm.close();
    }
  }
}
