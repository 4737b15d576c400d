package io.ostiary.filter.site;

import io.ostiary.filter.Denial;
import io.ostiary.filter.Denials;
import io.ostiary.filter.Enforcement;
import io.ostiary.filter.OstiaryFilter;
import io.ostiary.filter.Pass;
import io.ostiary.filter.ServiceHandler;
import io.ostiary.filter.Wiring;
import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.audit.AuditSink;
import io.ostiary.filter.http.HttpSettings;
import io.ostiary.filter.http.TrustedProxies;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceAttributes;
import io.ostiary.filter.mapping.Router;
import io.ostiary.filter.mapping.RouterSettings;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.Realm;
import io.ostiary.realm.RealmSettings;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.PutInlinePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An application with a door: a realm on disk, one user who may read and write documents but not
 * administrate, and everything that was recorded.
 */
public final class Site implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Sid": "Docs", "Effect": "Allow", "Action": ["docs:ReadPage", "docs:WritePage"],
         "Resource": "arn:aws:docs:::*"},
        {"Sid": "Blobs", "Effect": "Allow", "Action": "docs:PutBlob",
         "Resource": "arn:aws:docs:::blobs/*"},
        {"Sid": "Drafts", "Effect": "Allow", "Action": "docs:EditTitle", "Resource": "*",
         "Condition": {"StringEquals": {"docs:Title": "draft"}}},
        {"Sid": "PlainViews", "Effect": "Allow", "Action": "docs:ViewPage", "Resource": "*",
         "Condition": {"StringEquals": {"docs:View": "plain"}}},
        {"Sid": "PublicNotes", "Effect": "Allow", "Action": "docs:AddNote", "Resource": "*",
         "Condition": {"StringEquals": {"docs:Kind": "café"}}},
        {"Sid": "NotThese", "Effect": "Deny", "Action": "docs:*",
         "Resource": ["arn:aws:docs:::secret/*", "arn:aws:docs:::hidden", "arn:aws:docs:::a/kept.html"]}]}
      """;

  public final List<AuditEvent> audited = Collections.synchronizedList(new ArrayList<>());

  /** What the protected servlets were reached with. */
  public final List<String> reached = Collections.synchronizedList(new ArrayList<>());

  public final Path directory;
  private final Realm realm;
  private final NewAccessKey key;
  private final Pass pass;
  private final Denials denials;
  private volatile int recordable = Integer.MAX_VALUE;

  public Site(Path directory, ServiceHandler... handlers) {
    this(directory, Enforcement.EVERYWHERE, false, handlers);
  }

  /** A site that may only report, or show what should have been signed. */
  public Site(
      Path directory, Enforcement enforcement, boolean development, ServiceHandler... handlers) {
    this.directory = directory;
    InstantSource clock = InstantSource.fixed(NOW);
    SecureRandom random = new SecureRandom();
    realm = Realm.open(RealmSettings.in(directory.resolve("realm")), clock, random);
    String account = realm.accountId();
    denials = new Denials(account);
    realm.directory().execute(new CreateUser(account, "/", "ann", Map.of()));
    realm
        .directory()
        .execute(new PutInlinePolicy(IdentityName.user(account, "ann"), "docs", POLICY));
    key = realm.directory().execute(new CreateAccessKey(account, "ann"));
    List<ServiceDefinition> services = new ArrayList<>(List.of(definition("docs")));
    for (ServiceHandler handler : handlers) {
      services.add(definition(handler.service()));
    }
    AuditSink sink =
        event -> {
          if (audited.size() >= recordable) {
            throw new IOException("the disk is full");
          }
          audited.add(event);
        };
    pass =
        new Pass(
            new Wiring(
                new HttpSettings(Set.of(), false, 16 * 1024, directory),
                TrustedProxies.NONE,
                new Router(
                    services,
                    new RouterSettings(Set.of("*"), Duration.ofMinutes(5), RouterSettings.WEEK)),
                services,
                realm.authenticator(),
                new RequestMapper(
                    new RequestMapper.Settings("aws", "", account, clock),
                    Map.of(),
                    ResourceAttributes.NONE),
                List.of(handlers),
                sink,
                denials,
                enforcement,
                development,
                clock,
                random));
  }

  public static ServiceDefinition definition(String service) {
    String file = service + ".service.json";
    try (InputStream json = Site.class.getResourceAsStream("/io/ostiary/filter/site/" + file)) {
      if (json == null) {
        throw new IllegalStateException(file);
      }
      return ServiceDefinition.parse(file, new String(json.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What is remembered of a denial, as the site's own account gets to know it. */
  public Optional<Denial> denial(String id) {
    return denials.find(realm.accountId(), id);
  }

  public Pass pass() {
    return pass;
  }

  /** The name under which the filter finds the pass. */
  public static String attribute() {
    return OstiaryFilter.PASS;
  }

  public String userArn() {
    return "arn:aws:iam::" + realm.accountId() + ":user/ann";
  }

  public Signer signer() {
    return signer("docs");
  }

  public Signer signer(String service) {
    return signer(service, Duration.ZERO);
  }

  /** One whose clock is off. */
  public Signer signer(String service, Duration off) {
    return new Signer(key.key().id(), key.revealSecret(), service, NOW.plus(off));
  }

  public void breakAudit(boolean broken) {
    breakAuditAfter(broken ? 0 : Integer.MAX_VALUE);
  }

  /** Has room for so many events, no more. */
  public void breakAuditAfter(int events) {
    recordable = events;
  }

  /** The one event since the last question. */
  public AuditEvent onlyEvent() {
    synchronized (audited) {
      if (audited.size() != 1) {
        throw new AssertionError("not one event but " + audited);
      }
      return audited.remove(0);
    }
  }

  @Override
  public void close() {
    realm.close();
  }
}
