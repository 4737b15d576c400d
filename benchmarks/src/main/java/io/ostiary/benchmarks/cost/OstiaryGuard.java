package io.ostiary.benchmarks.cost;

import com.nimbusds.jose.JOSEException;
import io.ostiary.benchmarks.door.Door;
import io.ostiary.benchmarks.door.Installation;
import io.ostiary.federation.Federation;
import io.ostiary.federation.TrustedServers;
import io.ostiary.federation.oidc.ClientSecrets;
import io.ostiary.federation.saml.DecryptionKeys;
import io.ostiary.filter.audit.AuditFile;
import io.ostiary.filter.audit.AuditListeners;
import io.ostiary.filter.audit.AuditMode;
import io.ostiary.filter.audit.AuditQueue;
import io.ostiary.filter.audit.CountingSink;
import io.ostiary.filter.audit.LastAccessSink;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.Realm;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.directory.CreateLoginProfile;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.UpdateAssumeRolePolicy;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.session.PassedPolicies;
import io.ostiary.realm.session.RoleRequest;
import io.ostiary.realm.session.SessionCredentials;
import io.ostiary.realm.session.SessionTags;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.catalina.Context;
import org.jspecify.annotations.Nullable;

/**
 * Ostiary with everything that the runtime puts around the pass: an audit file that is chained and
 * written as well as it goes, counters, and the notes of who last used what.
 */
public final class OstiaryGuard implements Guard {
  static final String NAME = "ostiary";

  /** Where people's browsers ask. */
  private static final String PAGES = "/pages";

  private static final double SIGNED_MICROS = 10;
  private static final double KNOWN_MICROS = 6;

  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Sid": "Read", "Effect": "Allow", "Action": ["records:GetRecord", "records:ListRecords"],
         "Resource": "arn:aws:records::*:record/*"},
        {"Sid": "Own", "Effect": "Allow", "Action": "records:*",
         "Resource": "arn:aws:records::*:record/${aws:username}/*"},
        {"Sid": "Office", "Effect": "Allow", "Action": "records:PutRecord", "Resource": "*",
         "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}},
        {"Sid": "Never", "Effect": "Deny", "Action": "records:*",
         "Resource": "arn:aws:records::*:record/closed-*"}]}
      """;

  private @Nullable Installation installation;
  private @Nullable AuditQueue queue;
  private long lostBefore;
  private @Nullable Federation federation;
  private @Nullable Issuer issuer;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Ostiary";
  }

  @Override
  public void guard(Context application, Path folder) throws IOException, JOSEException {
    Installation made = Installation.open();
    installation = made;
    Realm realm = made.realm();
    issuer = Issuer.start();
    allow(made, issuer);
    AuditQueue written =
        AuditQueue.start(
            AuditFile.open(
                folder.resolve("audit.log"),
                new AuditFile.Rotation(100L << 20, Duration.ofDays(1)),
                InstantSource.system()),
            AuditMode.BEST_EFFORT,
            Duration.ofSeconds(2));
    queue = written;
    Federation verifier =
        new Federation(
            TrustedServers.by(Optional.empty()),
            "http://localhost",
            "http://localhost",
            ClientSecrets.NONE,
            DecryptionKeys.NONE,
            realm.once(),
            realm.clock());
    federation = verifier;
    Door.guard(
        application,
        Door.pass(
            made,
            new CountingSink(new AuditListeners(new LastAccessSink(written, realm.once()))),
            realm.authenticator(verifier),
            List.of(definition())));
  }

  private static ServiceDefinition definition() throws IOException {
    String file = "records.service.json";
    try (InputStream json = OstiaryGuard.class.getResourceAsStream(file)) {
      if (json == null) {
        throw new IllegalStateException(file);
      }
      return ServiceDefinition.parse(file, new String(json.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** What the user may do, and the role, into which the issuer's tokens lead too. */
  private static void allow(Installation installation, Issuer issuer) {
    Realm realm = installation.realm();
    String account = realm.accountId();
    for (IdentityName name :
        List.of(IdentityName.user(account, "lucy"), IdentityName.role(account, "reader"))) {
      realm.directory().execute(new PutInlinePolicy(name, "records", POLICY));
    }
    realm
        .directory()
        .execute(
            new CreateLoginProfile(
                account, "lucy", Password.of("Nobody has this 1 for long"), false));
    OidcProvider provider =
        realm
            .directory()
            .execute(
                new CreateOpenIDConnectProvider(
                    account,
                    issuer.url(),
                    List.of("app"),
                    List.of(),
                    Map.of(
                        "ostiary:bearer-audiences",
                        Issuer.AUDIENCE,
                        "ostiary:bearer-role-1",
                        "reader")));
    String trust =
        """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": "sts:AssumeRole",
           "Principal": {"Service": "jobs.example.com"}},
          {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
           "Principal": {"Federated": "%s"}}]}
        """
            .formatted(provider.arn());
    realm.directory().execute(new UpdateAssumeRolePolicy(account, "reader", trust));
  }

  @Override
  public List<Way> ways(int port) throws JOSEException {
    Installation made = Objects.requireNonNull(installation);
    NewAccessKey key = made.key();
    SessionCredentials session = roleSession(made);
    User user = made.realm().directory().snapshot().userById(key.key().ownerId()).orElseThrow();
    String cookie =
        made.realm().sessions().logIn(user, false, Duration.ofHours(1)).revealSessionToken();
    String token = Objects.requireNonNull(issuer).token();
    return List.of(
        signed("signed by an access key", new Way.Key(key.key().id(), key.revealSecret(), null)),
        signed(
            "signed in a session of a role",
            new Way.Key(
                session.accessKeyId(),
                session.revealSecretAccessKey(),
                session.revealSessionToken())),
        known(
            PAGES,
            "browser session, a sealed cookie",
            Map.of("Cookie", "ostiary-session=" + cookie, "Sec-Fetch-Site", "same-origin")),
        known("", "bearer token (JWT), seen before", Map.of("Authorization", "Bearer " + token)));
  }

  private Way signed(String how, Way.Key key) {
    return new Way(title(), how, '/' + NAME, Map.of(), key, SIGNED_MICROS);
  }

  private Way known(String path, String how, Map<String, String> headers) {
    return new Way(title(), how, '/' + NAME + path, headers, null, KNOWN_MICROS);
  }

  private static SessionCredentials roleSession(Installation installation) {
    RoleRequest request =
        new RoleRequest(
            installation.roleArn(),
            "measured",
            Optional.empty(),
            new PassedPolicies(Optional.empty(), List.of()),
            SessionTags.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return installation.realm().serviceRoles().assume("jobs.example.com", request).credentials();
  }

  /** A line that was not written would have cost less than it should. */
  @Override
  public void verify() {
    long lost = Objects.requireNonNull(queue).lost();
    long since = lost - lostBefore;
    lostBefore = lost;
    if (since > 0) {
      throw new IllegalStateException(since + " audit lines were lost, so the figures are void");
    }
  }

  @Override
  public void close() throws IOException {
    if (federation != null) {
      federation.close();
    }
    if (issuer != null) {
      issuer.close();
    }
    if (queue != null) {
      queue.close();
    }
    if (installation != null) {
      installation.close();
    }
  }
}
