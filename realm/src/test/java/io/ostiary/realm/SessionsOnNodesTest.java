package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.directory.CreateLoginProfile;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DeleteLoginProfile;
import io.ostiary.realm.directory.DeleteUser;
import io.ostiary.realm.directory.RevokeSessions;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.PostgresServer;
import io.ostiary.realm.store.PostgresSettings;
import io.ostiary.signature.SignatureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on two nodes over one PostgreSQL whose clocks are half a minute apart. */
class SessionsOnNodesTest {
  private static final Duration APART = Duration.ofSeconds(30);

  /** Within this a change is effective everywhere. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  @TempDir static Path ofServer;
  private static PostgresServer server;

  @TempDir Path temporary;
  private Realm ahead;
  private Realm behind;
  private User lucy;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start(ofServer.resolve("postgres"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    PostgresSettings database = server.newDatabase();
    Path masterKey = temporary.resolve("key");
    Files.writeString(masterKey, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    behind = open("behind", database, masterKey, Duration.ZERO);
    ahead = open("ahead", database, masterKey, APART);
    lucy = behind.directory().execute(new CreateUser(Realms.ACCOUNT, "/", "lucy", Map.of()));
    var unused =
        behind
            .directory()
            .execute(
                new CreateLoginProfile(
                    Realms.ACCOUNT, "lucy", Password.of("Correct-Horse-7"), false));
    await(() -> ahead.directory().snapshot().loginProfile(lucy).isPresent());
  }

  private Realm open(String node, PostgresSettings database, Path masterKey, Duration ahead) {
    RealmSettings settings =
        new RealmSettings(
                temporary.resolve(node),
                Optional.of(Realms.ACCOUNT),
                "aws",
                Optional.of(masterKey),
                Optional.of(Realms.ROOT_KEY),
                Optional.of(Realms.ROOT_SECRET))
            .with(database);
    InstantSource clock = () -> InstantSource.system().instant().plus(ahead);
    return Realm.open(settings, clock, new SecureRandom());
  }

  @AfterEach
  void close() throws Exception {
    ahead.close();
    behind.close();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
      Thread.sleep(1);
    }
  }

  private String logIn(Realm at) {
    return at.sessions().logIn(lucy, true, Duration.ofHours(1)).revealSessionToken();
  }

  private static AuthenticatedPrincipal caller(Realm at, String token) throws Exception {
    return at.authenticator().authenticate(new Evidence.Session(token)).caller();
  }

  private static boolean isRefused(Realm at, String token) throws Exception {
    try {
      return caller(at, token).session().isEmpty();
    } catch (SignatureException refused) {
      return refused.reason() == SignatureException.Reason.UNKNOWN_KEY;
    }
  }

  @Test
  void whatOneNodeIssuesIsGoodOnTheOtherAtOnce() throws Exception {
    for (Realm issuing : new Realm[] {ahead, behind}) {
      String token = logIn(issuing);
      assertThat(caller(ahead, token).userId()).isEqualTo(lucy.id());
      assertThat(caller(behind, token).userId()).isEqualTo(lucy.id());
    }
  }

  @Test
  void aSessionThatOneNodeEndsIsOverOnTheOtherWhoseverClockIsAhead() throws Exception {
    for (Realm ending : new Realm[] {behind, ahead}) {
      Realm other = ending == ahead ? behind : ahead;
      String token = logIn(other);
      String next = logIn(other);
      ending.sessions().revoke(caller(ending, token));

      assertThat(isRefused(ending, token)).isTrue();
      await(() -> isRefused(other, token));
      assertThat(isRefused(other, next)).isFalse();
    }
  }

  @Test
  void whatIsRevokedForAUserIsWhatWasIssuedWithoutKnowingOfItWhoseverClockIsAhead()
      throws Exception {
    for (Realm revoking : new Realm[] {behind, ahead}) {
      Realm other = revoking == ahead ? behind : ahead;
      List<String> before = List.of(logIn(revoking), logIn(other));
      var unused = revoking.directory().execute(new RevokeSessions(Realms.ACCOUNT, lucy.id()));
      String after = logIn(revoking);
      for (Realm node : new Realm[] {revoking, other}) {
        for (String token : before) {
          await(() -> isRefused(node, token));
        }
        assertThat(isRefused(node, after)).isFalse();
      }
      assertThat(isRefused(revoking, logIn(other))).isFalse();
    }
  }

  @Test
  void theSessionsOfAUserEndEverywhereWithTheUserAndANamesakeGetsNone() throws Exception {
    String token = logIn(ahead);
    behind.directory().execute(new DeleteLoginProfile(Realms.ACCOUNT, "lucy"));
    behind.directory().execute(new DeleteUser(Realms.ACCOUNT, "lucy"));
    User namesake =
        behind.directory().execute(new CreateUser(Realms.ACCOUNT, "/", "lucy", Map.of()));

    await(() -> ahead.directory().snapshot().userById(namesake.id()).isPresent());
    for (Realm node : new Realm[] {behind, ahead}) {
      assertThatExceptionOfType(SignatureException.class).isThrownBy(() -> caller(node, token));
    }
  }
}
