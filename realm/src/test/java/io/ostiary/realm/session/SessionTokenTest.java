package io.ostiary.realm.session;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Session.Use;
import io.ostiary.realm.credential.SessionToken;
import io.ostiary.realm.directory.CreateLoginProfile;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.RevokeSessions;
import io.ostiary.realm.directory.RotateSessionKeys;
import io.ostiary.realm.directory.SessionKeys;
import io.ostiary.realm.directory.SessionRevocation;
import io.ostiary.realm.directory.User;
import io.ostiary.signature.SignatureException;
import io.ostiary.signature.SignatureException.Reason;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session tokens: which open, for how long, and that no other text does. */
class SessionTokenTest {
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int MUTATIONS = Integer.getInteger("token.mutations", 100_000);

  @TempDir Path temporary;
  private final AtomicReference<Instant> now = new AtomicReference<>(Realms.CLOCK.instant());
  private Realm realm;
  private User lucy;

  @BeforeEach
  void open() {
    realm = open("data");
    lucy = user(realm);
  }

  private Realm open(String name) {
    return Realm.open(Realms.settings(temporary.resolve(name)), now::get, new SecureRandom());
  }

  private static User user(Realm realm) {
    User user = realm.directory().execute(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    realm
        .directory()
        .execute(
            new CreateLoginProfile(
                ACCOUNT,
                "lucy",
                io.ostiary.realm.credential.Password.of("correct Horse 1 battery"),
                false));
    return user;
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private SessionCredentials logIn() {
    return realm.sessions().logIn(lucy, true, Duration.ofHours(36));
  }

  private Directory snapshot() {
    return realm.directory().snapshot();
  }

  private boolean opens(String token) {
    return realm.sessions().open(token, Use.BROWSER, snapshot()).isPresent();
  }

  private Session authenticate(String token) throws Exception {
    return realm
        .authenticator()
        .authenticate(new Evidence.Session(token))
        .caller()
        .session()
        .orElseThrow();
  }

  private void refused(String token, Reason reason) {
    assertThatExceptionOfType(SignatureException.class)
        .isThrownBy(() -> authenticate(token))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void aTokenSaysWhatWasSealedAndNothingShowsIt() throws Exception {
    SessionCredentials credentials = logIn();
    Session session = authenticate(credentials.revealSessionToken());
    assertThat(session.principalId()).isEqualTo(lucy.id());
    assertThat(session.kind()).isEqualTo(Session.Kind.USER);
    assertThat(session.mfaAt()).contains(now.get());
    assertThat(session.expiresAt()).isEqualTo(credentials.expiration());
    assertThat(credentials.toString())
        .isEqualTo("SessionCredentials(" + session.accessKeyId() + ")");
    assertThat(new Evidence.Session(credentials.revealSessionToken()).toString())
        .doesNotContain(credentials.revealSessionToken());
  }

  @Test
  void aTokenOfOneUseIsGoodForNoOther() {
    String token = logIn().revealSessionToken();
    assertThat(realm.sessions().open(token, Use.SIGNATURE, snapshot())).isEmpty();
    assertThat(opens(token)).isTrue();
    assertThat(realm.sessions().open(token, Use.SIGNATURE, snapshot())).isEmpty();
  }

  @Test
  void anotherInstallationsTokenDoesNotOpenNotEvenUnderTheSameAccountId() {
    try (Realm other = open("other")) {
      String foreign =
          other.sessions().logIn(user(other), true, Duration.ofHours(1)).revealSessionToken();
      assertThat(opens(foreign)).isFalse();
    }
  }

  @Test
  void noMutatedCutSplicedOrInventedTokenOpens() {
    List<String> ours = List.of(logIn().revealSessionToken(), logIn().revealSessionToken());
    String foreign;
    try (Realm other = open("other")) {
      foreign = other.sessions().logIn(user(other), true, Duration.ofHours(1)).revealSessionToken();
    }
    List<String> others = List.of(ours.get(0), ours.get(1), foreign);
    Random random = new Random(6);
    int opened = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      String one = ours.get(random.nextInt(ours.size()));
      if (i == MUTATIONS / 2) {
        assertThat(ours).as("remembered from now on").allMatch(this::opens);
      }
      String mutated = mutate(one, others.get(random.nextInt(others.size())), random);
      if (!ours.contains(mutated) && opens(mutated)) {
        opened++;
      }
    }
    assertThat(opened).isZero();
    assertThat(ours).allMatch(this::opens);
  }

  private static String mutate(String one, String two, Random random) {
    int at = random.nextInt(one.length());
    char other = BASE64.charAt(random.nextInt(BASE64.length()));
    return switch (random.nextInt(9)) {
      case 0 -> one.substring(0, at) + other + one.substring(at + 1);
      case 1 -> one.substring(0, at);
      case 2 -> one.substring(0, at) + one.substring(at + 1);
      case 3 -> one.substring(0, at) + other + one.substring(at);
      case 4 -> one.substring(0, at) + two.substring(Math.min(at, two.length()));
      case 5 -> one + other;
      case 6 -> one + "=";
      case 7 -> two.substring(0, Math.min(at, two.length())) + one.substring(at);
      default -> invented(random);
    };
  }

  private static String invented(Random random) {
    StringBuilder text = new StringBuilder("AQ");
    int length = random.nextInt(SessionToken.LONGEST + 10);
    for (int i = 0; i < length; i++) {
      text.append(BASE64.charAt(random.nextInt(BASE64.length())));
    }
    return text.toString();
  }

  @Test
  void itsTimeIsOverAtItsEndAndItsHolderIsToldSo() throws Exception {
    SessionCredentials credentials = logIn();
    now.set(credentials.expiration().minusMillis(1));
    assertThat(authenticate(credentials.revealSessionToken()).name()).isEmpty();
    now.set(credentials.expiration());
    refused(credentials.revealSessionToken(), Reason.EXPIRED_TOKEN);
  }

  @Test
  void clocksThatDifferByHalfAMinuteAgree() throws Exception {
    String token = logIn().revealSessionToken();
    now.updateAndGet(at -> at.minusSeconds(30));
    assertThat(authenticate(token).principalId()).isEqualTo(lucy.id());
    now.updateAndGet(at -> at.minus(Duration.ofMinutes(10)));
    refused(token, Reason.UNKNOWN_KEY);
  }

  @Test
  void aRevokedSessionIsOverAndALaterOneIsNot() throws Exception {
    String token = logIn().revealSessionToken();
    realm
        .sessions()
        .revoke(realm.authenticator().authenticate(new Evidence.Session(token)).caller());
    refused(token, Reason.UNKNOWN_KEY);

    String second = logIn().revealSessionToken();
    assertThat(authenticate(second).principalId()).isEqualTo(lucy.id());
    realm.directory().execute(new RevokeSessions(ACCOUNT, lucy.id()));
    refused(second, Reason.UNKNOWN_KEY);
    assertThat(authenticate(logIn().revealSessionToken()).principalId()).isEqualTo(lucy.id());
  }

  @Test
  void aSessionOfAStateThatABackupTookThePlaceOfIsRevokedByItsTime() {
    Instant then = Objects.requireNonNull(now.get());
    SessionRevocation revocation = new SessionRevocation(lucy.id(), ACCOUNT, then, 7);
    OptionalLong lost = OptionalLong.of(9);
    assertThat(revocation.ends(then.minus(Duration.ofMinutes(6)), lost)).isTrue();
    assertThat(revocation.ends(then.minus(Duration.ofMinutes(4)), lost)).isFalse();
  }

  @Test
  void aKeyIsKnownLongBeforeItSealsAndOpensUntilItsLastTokenIsOver() throws Exception {
    String first = keyOf(logIn());
    String yesterdays = logIn().revealSessionToken();

    later(Duration.ofHours(24));
    rotate();
    assertThat(snapshot().sessionKeys().oldestFirst()).hasSize(2);
    assertThat(keyOf(logIn())).as("the new one is not used yet").isEqualTo(first);

    later(Duration.ofHours(1));
    SessionCredentials fresh = logIn();
    assertThat(keyOf(fresh)).isNotEqualTo(first);
    assertThat(authenticate(yesterdays).principalId()).isEqualTo(lucy.id());

    later(SessionKeys.LONGEST_SESSION.plusHours(1));
    rotate();
    assertThat(snapshot().sessionKey(first)).isEmpty();
    refused(yesterdays, Reason.UNKNOWN_KEY);
  }

  private void later(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }

  private void rotate() {
    boolean unused = realm.directory().execute(new RotateSessionKeys());
  }

  private static String keyOf(SessionCredentials credentials) {
    return SessionToken.parse(credentials.revealSessionToken()).orElseThrow().keyId();
  }

  @Test
  void tokensOpenAfterARestart() throws Exception {
    String token = logIn().revealSessionToken();
    realm.close();
    realm = open("data");
    assertThat(authenticate(token).principalId()).isEqualTo(lucy.id());
  }
}
