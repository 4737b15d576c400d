package io.ostiary.benchmarks.door;

import io.ostiary.realm.Realm;
import io.ostiary.realm.RealmSettings;
import io.ostiary.realm.authentication.OpenSession;
import io.ostiary.realm.authentication.Session.Use;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.session.PassedPolicies;
import io.ostiary.realm.session.RoleRequest;
import io.ostiary.realm.session.SessionTags;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** A realm in a folder of its own, with a user, and a role that trusts the user and a service. */
public final class Installation implements AutoCloseable {
  private static final String SERVICE = "jobs.example.com";
  private static final String FORM =
      "Action=AssumeRole&Version=2011-06-15&RoleSessionName=benchmark&RoleArn=";

  private final Path folder;
  private Realm realm;
  private final NewAccessKey key;
  private final String roleArn;

  private Installation(Path folder, Realm realm, NewAccessKey key, String roleArn) {
    this.folder = folder;
    this.realm = realm;
    this.key = key;
    this.roleArn = roleArn;
  }

  /** Makes one. */
  public static Installation open() throws IOException {
    Path folder = Files.createTempDirectory("ostiary-benchmark");
    Realm realm = realm(folder);
    String account = realm.accountId();
    User user = realm.directory().execute(new CreateUser(account, "/", "lucy", Map.of()));
    NewAccessKey key = realm.directory().execute(new CreateAccessKey(account, user.name()));
    String trust =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
         "Principal": {"AWS": "%s", "Service": "%s"}}}
        """
            .formatted(user.arn(), SERVICE);
    String roleArn =
        realm
            .directory()
            .execute(
                new CreateRole(
                    account,
                    "/",
                    "reader",
                    trust,
                    "",
                    Duration.ofHours(1),
                    Map.of(),
                    Optional.empty()))
            .arn();
    return new Installation(folder, realm, key, roleArn);
  }

  private static Realm realm(Path folder) {
    return Realm.open(
        RealmSettings.in(folder.resolve("data")), InstantSource.system(), new SecureRandom());
  }

  public Path folder() {
    return folder;
  }

  public Realm realm() {
    return realm;
  }

  /** The user's access key, with the one look at its secret. */
  public NewAccessKey key() {
    return key;
  }

  /** The role's ARN. */
  public String roleArn() {
    return roleArn;
  }

  /** Forgets whatever is only in memory. */
  public void restart() {
    realm.close();
    realm = realm(folder);
  }

  /**
   * Makes sessions of the role.
   *
   * @param policyLength about the length of each one's session policy; 0 for none
   */
  public List<String> sessionTokens(int count, int policyLength) {
    List<String> tokens = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      RoleRequest request =
          new RoleRequest(
              roleArn,
              "session-" + i,
              Optional.empty(),
              new PassedPolicies(policy(policyLength), List.of()),
              SessionTags.NONE,
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      tokens.add(realm.serviceRoles().assume(SERVICE, request).credentials().revealSessionToken());
    }
    return tokens;
  }

  private static Optional<String> policy(int length) {
    if (length == 0) {
      return Optional.empty();
    }
    StringBuilder actions = new StringBuilder("\"docs:Read\"");
    while (actions.length() < length) {
      actions.append(", \"docs:Action").append(actions.length()).append('"');
    }
    return Optional.of(
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Action": [%s], "Resource": "*"}}"""
            .formatted(actions));
  }

  /** Opens a token, if it opens. */
  public Optional<OpenSession> open(String token, Use use) {
    return realm.sessions().open(token, use, realm.directory().snapshot());
  }

  /** The user's signed request for a session of the role. */
  public HttpRequest assumeRole(int port) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/");
    String form = FORM + roleArn.replace(":", "%3A").replace("/", "%2F");
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(uri)
            .putHeader("Content-Type", "application/x-www-form-urlencoded")
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(AwsCredentialsIdentity.create(key.key().id(), key.revealSecret()))
                        .request(unsigned)
                        .payload(ContentStreamProvider.fromUtf8String(form))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(form));
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              String folded = name.toLowerCase(Locale.ROOT);
              if (!folded.equals("host") && !folded.equals("content-length")) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  @Override
  public void close() throws IOException {
    realm.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
