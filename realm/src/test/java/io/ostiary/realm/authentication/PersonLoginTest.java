package io.ostiary.realm.authentication;

import static io.ostiary.realm.Realms.ACCOUNT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.FederatedIdentity.RoleChoice;
import io.ostiary.realm.authentication.IdentityStore.Becoming.SameUser;
import io.ostiary.realm.authentication.IdentityStore.Becoming.SomeRole;
import io.ostiary.realm.authentication.IdentityStore.Rule;
import io.ostiary.realm.authentication.LoginOutcome.CodeNeeded;
import io.ostiary.realm.authentication.LoginOutcome.KnownOutside;
import io.ostiary.realm.authentication.LoginOutcome.LoggedIn;
import io.ostiary.realm.authentication.LoginOutcome.Reason;
import io.ostiary.realm.authentication.LoginOutcome.Refused;
import io.ostiary.realm.authentication.Session.Use;
import io.ostiary.realm.credential.AuthenticatorApp;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.CreateVirtualMfaDevice;
import io.ostiary.realm.directory.DeleteUser;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.EnableMfaDevice;
import io.ostiary.realm.directory.NewMfaDevice;
import io.ostiary.realm.directory.RevokeSessions;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.session.RoleRequest;
import io.ostiary.realm.session.SessionCredentials;
import io.ostiary.realm.session.SessionException;
import io.ostiary.signature.SignatureException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonLoginTest {
  private static final String PASSWORD = "Correct-Horse-7";
  private static final String ROLES = "arn:aws:iam::" + ACCOUNT + ":role/";
  private static final String STORE = "arn:aws:iam::" + ACCOUNT + ":identity-store/";
  private static final Person LUCY =
      new Person("lucy", Set.of("staff", "editors"), Map.of("mail", List.of("lucy@example.com")));

  @TempDir Path temporary;

  private final Table table = new Table();
  private Realm realm;
  private Instant now = Realms.CLOCK.instant();

  /** A store of one person, who has one password. */
  private static final class Table implements PeopleStore {
    final List<String> asked = new ArrayList<>();
    Person person = LUCY;
    boolean away;

    @Override
    public Optional<Person> find(String name, char[] password) throws IOException {
      asked.add(name);
      if (away) {
        throw new IOException("the table is away");
      }
      return name.equalsIgnoreCase(person.name()) && PASSWORD.equals(new String(password))
          ? Optional.of(person)
          : Optional.empty();
    }
  }

  @BeforeEach
  void open() {
    realm = Realm.open(Realms.settings(temporary.resolve("data")), () -> now, new SecureRandom());
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private PersonLogin login(IdentityStore... stores) {
    return new PersonLogin(
        List.of(stores),
        ACCOUNT,
        realm.directory(),
        realm.passwordLogin(),
        realm.once(),
        realm.clock());
  }

  private PersonLogin asUser() {
    return login(new IdentityStore("company", "Company", table, new SameUser()));
  }

  private PersonLogin into(Rule... rules) {
    return login(new IdentityStore("company", "Company", table, new SomeRole(List.of(rules))));
  }

  private static LoginOutcome logIn(PersonLogin login, String name, String password) {
    return login.logIn("company", name, password.toCharArray());
  }

  private static Reason reason(LoginOutcome outcome) {
    return ((Refused) outcome).reason();
  }

  @Test
  void somebodyIsTheUserOfTheVerySameName() {
    assertThat(reason(logIn(asUser(), "lucy", PASSWORD))).isEqualTo(Reason.NO_USER);
    User lucy = run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    assertThat(logIn(asUser(), "LUCY", PASSWORD))
        .isEqualTo(new LoggedIn(lucy, false, Optional.of(STORE + "company")));
    assertThat(reason(logIn(asUser(), "lucy", "wrong"))).isEqualTo(Reason.WRONG_PASSWORD);

    table.person = new Person("Lucy", Set.of(), Map.of());
    assertThat(reason(logIn(asUser(), "lucy", PASSWORD)))
        .as("who may be somebody else in a table that tells capitals apart")
        .isEqualTo(Reason.NO_USER);
  }

  @Test
  void aUserWithAnMfaDeviceNeedsACodeWhoeverVouches() {
    User lucy = run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    NewMfaDevice device = run(new CreateVirtualMfaDevice(ACCOUNT, "/", "phone", Map.of()));
    String seed = device.revealBase32Seed();
    String serial = device.device().serialNumber();
    run(
        new EnableMfaDevice(
            ACCOUNT,
            "lucy",
            serial,
            AuthenticatorApp.code(seed, now.minusSeconds(30)),
            AuthenticatorApp.code(seed, now)));
    now = now.plusSeconds(60);

    CodeNeeded step = (CodeNeeded) logIn(asUser(), "lucy", PASSWORD);
    assertThat(reason(realm.passwordLogin().withCode(step.ticket(), "000000")))
        .isEqualTo(Reason.WRONG_CODE);
    assertThat(realm.passwordLogin().withCode(step.ticket(), AuthenticatorApp.code(seed, now)))
        .isEqualTo(new LoggedIn(lucy, true, Optional.of(STORE + "company")));
    now = now.plus(Duration.ofMinutes(10));
    assertThat(
            reason(realm.passwordLogin().withCode(step.ticket(), AuthenticatorApp.code(seed, now))))
        .isEqualTo(Reason.OUTDATED_STEP);
  }

  @Test
  void theSessionOfSuchAUserNeedsNoPasswordHereAndEndsWithTheStore() throws Exception {
    User lucy = run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    SessionCredentials session =
        realm.sessions().logIn(lucy, false, STORE + "company", Duration.ofHours(1));
    Evidence shown = new Evidence.Session(session.revealSessionToken());
    assertThat(realm.authenticator().authenticate(shown).caller().getName()).isEqualTo(lucy.arn());

    now = now.plusSeconds(1);
    run(new RevokeSessions(ACCOUNT, STORE + "company"));
    assertThatExceptionOfType(SignatureException.class)
        .isThrownBy(() -> realm.authenticator().authenticate(shown));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRoleThatSuchAUserSwitchedToEndsWithTheUserOrByARevocation(boolean deleted)
      throws Exception {
    User lucy = run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"%s\"}}}"
            .formatted(lucy.arn());
    Role role = run(new CreateRole(ACCOUNT, "/", "r", trust, "", Duration.ofHours(1), Map.of()));
    SessionCredentials session =
        realm.sessions().logIn(lucy, false, STORE + "company", Duration.ofHours(1));
    AuthenticatedPrincipal caller = authenticate(session);
    SessionCredentials switched =
        realm
            .roleAssumption()
            .assume(RoleRequest.of(role.arn(), "lucy"), caller, Map.of())
            .credentials();
    assertThat(authenticate(switched).userId()).isEqualTo(role.id() + ":lucy");

    if (deleted) {
      run(new DeleteUser(ACCOUNT, "lucy"));
    } else {
      run(new RevokeSessions(ACCOUNT, lucy.id()));
    }
    assertThatExceptionOfType(SignatureException.class).isThrownBy(() -> authenticate(switched));
  }

  private AuthenticatedPrincipal authenticate(SessionCredentials session) throws Exception {
    return realm
        .authenticator()
        .authenticate(new Evidence.Session(session.revealSessionToken()))
        .caller();
  }

  @Test
  void theRulesOfTheirGroupsOfferRoles() {
    PersonLogin login =
        into(
            new Rule("editors", ROLES + "editor"),
            new Rule("admins", ROLES + "admin"),
            new Rule("*", ROLES + "visitor"));
    FederatedIdentity lucy = ((KnownOutside) logIn(login, "lucy", PASSWORD)).identity();

    assertThat(lucy.providerArn()).isEqualTo(STORE + "company");
    assertThat(lucy.subject()).isEqualTo("lucy");
    assertThat(lucy.roles())
        .containsExactlyInAnyOrder(
            new RoleChoice(ROLES + "editor", STORE + "company"),
            new RoleChoice(ROLES + "visitor", STORE + "company"));
    assertThat(lucy.keys())
        .containsEntry("identity-store:sub", new Values(List.of("lucy"), false))
        .containsEntry(
            "identity-store:attribute/mail", new Values(List.of("lucy@example.com"), true));
    assertThat(requireNonNull(lucy.keys().get("identity-store:groups")).texts())
        .containsExactlyInAnyOrder("staff", "editors");
    assertThat(reason(logIn(into(new Rule("admins", ROLES + "admin")), "lucy", PASSWORD)))
        .isEqualTo(Reason.NO_ROLE);
  }

  /** The trust policy has the last word, and a rule the first. */
  @ParameterizedTest(name = "{0} with {1} under {2}: {3}")
  @CsvSource({
    "company, editors, sts:AssumeRoleWithIdentityStore, true",
    "company, admins, sts:AssumeRoleWithIdentityStore, false",
    "other, editors, sts:AssumeRoleWithIdentityStore, false",
    "company, editors, sts:AssumeRole, false",
    "company, editors, sts:AssumeRoleWithSAML, false"
  })
  void theTrustPolicyDecides(String store, String group, String action, boolean admitted)
      throws Exception {
    Role role = role("editor", store, group, action);
    PersonLogin login = into(new Rule("*", role.arn()));
    FederatedIdentity lucy = ((KnownOutside) logIn(login, "lucy", PASSWORD)).identity();
    if (!admitted) {
      assertThatExceptionOfType(SessionException.class).isThrownBy(() -> assume(role, lucy));
      return;
    }
    String token = assume(role, lucy);
    AuthenticatedPrincipal caller =
        realm.authenticator().authenticate(new Evidence.Session(token)).caller();
    assertThat(caller.getName()).isEqualTo("arn:aws:sts::" + ACCOUNT + ":assumed-role/editor/lucy");
    assertThat(requireNonNull(caller.context().get("identity-store:sub")).texts())
        .containsExactly("lucy");
    assertThat(caller.session().orElseThrow().chain().origin())
        .extracting(Session.Origin::type, Session.Origin::id)
        .containsExactly(Session.Origin.Type.IDENTITY_STORE, STORE + "company");
  }

  @Test
  void aRoleThatNoRuleOffersIsNotHadThoughItTrustsTheStore() {
    Role offered = role("editor", "company", "editors", "sts:AssumeRoleWithIdentityStore");
    Role other = role("admin", "company", "editors", "sts:AssumeRoleWithIdentityStore");
    PersonLogin login = into(new Rule("*", offered.arn()));
    FederatedIdentity lucy = ((KnownOutside) logIn(login, "lucy", PASSWORD)).identity();

    assertThatExceptionOfType(SessionException.class).isThrownBy(() -> assume(other, lucy));
  }

  private String assume(Role role, FederatedIdentity identity) throws SessionException {
    return realm
        .roleAssumption()
        .assume(
            RoleRequest.of(role.arn(), "lucy"),
            identity,
            Use.BROWSER,
            Map.of(),
            realm.directory().snapshot())
        .credentials()
        .revealSessionToken();
  }

  private Role role(String name, String store, String group, String action) {
    String trust =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "%s",
          "Principal": {"Federated": "%s"},
          "Condition": {"ForAnyValue:StringEquals": {"identity-store:groups": "%s"}}}}"""
            .formatted(action, STORE + store, group);
    return run(new CreateRole(ACCOUNT, "/", name, trust, "", Duration.ofHours(1), Map.of()));
  }

  @Test
  void guessingEndsAfterTwentyAttemptsHoweverTheNameIsSpelled() {
    PersonLogin login = into(new Rule("*", ROLES + "visitor"));
    List<String> spellings = List.of("lucy", "LUCY", " lucy ", "\uff4c\uff55\uff43\uff59", "lu cy");
    for (int i = 0; i < 20; i++) {
      assertThat(reason(logIn(login, spellings.get(i % spellings.size()), "guess " + i)))
          .isEqualTo(Reason.WRONG_PASSWORD);
    }
    for (String spelling : spellings) {
      assertThat(reason(logIn(login, spelling, PASSWORD))).isEqualTo(Reason.TOO_MANY_ATTEMPTS);
    }
    assertThat(table.asked).hasSize(20);
    now = now.plus(Duration.ofMinutes(16));
    assertThat(logIn(login, "lucy", PASSWORD)).isInstanceOf(KnownOutside.class);
  }

  @Test
  void aPasswordThatIsRightForgetsTheWrongOnes() {
    PersonLogin login = into(new Rule("*", ROLES + "visitor"));
    for (int i = 0; i < 50; i++) {
      assertThat(logIn(login, "lucy", i % 10 == 9 ? PASSWORD : "guess"))
          .isNotEqualTo(new Refused(Reason.TOO_MANY_ATTEMPTS, Optional.empty()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "lu\u0000cy", "lu\ncy"})
  void aNameThatIsNoneIsNotAskedAbout(String name) {
    assertThat(reason(logIn(into(new Rule("*", ROLES + "visitor")), name, PASSWORD)))
        .isEqualTo(Reason.UNKNOWN_USER);
    assertThat(table.asked).isEmpty();
  }

  @Test
  void noPasswordAndNoneThatIsTooLongIsAskedAbout() {
    PersonLogin login = into(new Rule("*", ROLES + "visitor"));
    assertThat(logIn(login, "lucy", "")).isInstanceOf(Refused.class);
    assertThat(logIn(login, "lucy", "x".repeat(1025))).isInstanceOf(Refused.class);
    assertThat(table.asked).isEmpty();
  }

  @Test
  void onlyTheStoreThatWasNamedIsAsked() {
    assertThat(reason(asUser().logIn("other", "lucy", PASSWORD.toCharArray())))
        .isEqualTo(Reason.UNKNOWN_STORE);
    assertThat(table.asked).isEmpty();
  }

  @Test
  void aStoreThatIsAwayLetsNobodyIn() {
    table.away = true;
    assertThat(reason(logIn(asUser(), "lucy", PASSWORD))).isEqualTo(Reason.STORE_UNUSABLE);
  }

  @Test
  void aStoreThatHangsKeepsNoMoreThanSixteenWaitingAndNoOtherStore() throws Exception {
    CountDownLatch asked = new CountDownLatch(16);
    CountDownLatch over = new CountDownLatch(1);
    PeopleStore hanging =
        (name, password) -> {
          asked.countDown();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Optional.empty();
        };
    PersonLogin login =
        login(
            new IdentityStore("hanging", "Hanging", hanging, new SameUser()),
            new IdentityStore("company", "Company", table, new SameUser()));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (int i = 0; i < 16; i++) {
        String name = "person-" + i;
        threads.execute(
            () -> {
              LoginOutcome unused = login.logIn("hanging", name, PASSWORD.toCharArray());
            });
      }
      asked.await();
      assertThat(reason(login.logIn("hanging", "lucy", PASSWORD.toCharArray())))
          .isEqualTo(Reason.STORE_UNUSABLE);
      assertThat(reason(logIn(login, "lucy", PASSWORD))).isEqualTo(Reason.NO_USER);
    } finally {
      over.countDown();
      threads.shutdown();
    }
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(reason(login.logIn("hanging", "lucy", PASSWORD.toCharArray())))
        .isEqualTo(Reason.WRONG_PASSWORD);
  }

  @Test
  void thePasswordIsWiped() {
    char[] password = PASSWORD.toCharArray();
    LoginOutcome unused = asUser().logIn("company", "lucy", password);
    assertThat(password).containsOnly('\0');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::999988887777:role/admin",
        "arn:aws:iam::" + ACCOUNT + ":user/admin",
        "admin"
      })
  void aRuleOffersRolesOfTheInstallationOnly(String role) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> into(new Rule("*", role)))
        .withMessageContaining("write the ARN of a role of account " + ACCOUNT);
  }

  @Test
  void noTwoStoresHaveOneName() {
    IdentityStore store = new IdentityStore("company", "Company", table, new SameUser());
    assertThatIllegalArgumentException().isThrownBy(() -> login(store, store));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::999988887777:identity-store/company",
        "arn:aws:iam::" + ACCOUNT + ":identity-store/",
        "arn:aws:sts::" + ACCOUNT + ":identity-store/company"
      })
  void aTrustPolicyNamesStoresOfItsOwnAccountOnly(String arn) {
    String trust =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
          "Action": "sts:AssumeRoleWithIdentityStore", "Principal": {"Federated": "%s"}}}"""
            .formatted(arn);
    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(
            () -> run(new CreateRole(ACCOUNT, "/", "r", trust, "", Duration.ofHours(1), Map.of())));
  }
}
