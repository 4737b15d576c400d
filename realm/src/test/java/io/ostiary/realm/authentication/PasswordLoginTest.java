package io.ostiary.realm.authentication;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.LoginOutcome.CodeNeeded;
import io.ostiary.realm.authentication.LoginOutcome.LoggedIn;
import io.ostiary.realm.authentication.LoginOutcome.PasswordChangeNeeded;
import io.ostiary.realm.authentication.LoginOutcome.Reason;
import io.ostiary.realm.authentication.LoginOutcome.Refused;
import io.ostiary.realm.credential.AuthenticatorApp;
import io.ostiary.realm.credential.FreshRecoveryCodes;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.directory.CreateLoginProfile;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.CreateVirtualMfaDevice;
import io.ostiary.realm.directory.DeactivateMfaDevice;
import io.ostiary.realm.directory.DeleteLoginProfile;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.EnableMfaDevice;
import io.ostiary.realm.directory.MakeRecoveryCodes;
import io.ostiary.realm.directory.NewMfaDevice;
import io.ostiary.realm.directory.PasswordPolicy;
import io.ostiary.realm.directory.UpdateAccountPasswordPolicy;
import io.ostiary.realm.directory.UpdateLoginProfile;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.LastAccess;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordLoginTest {
  private static final String PASSWORD = "Correct-Horse-7";

  @TempDir Path temporary;

  private Realm realm;
  private User lucy;
  private Instant now = Realms.CLOCK.instant();

  @BeforeEach
  void open() {
    realm = Realm.open(Realms.settings(temporary.resolve("data")), () -> now, new SecureRandom());
    lucy = run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    run(new CreateLoginProfile(ACCOUNT, "lucy", Password.of(PASSWORD), false));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private LoginOutcome logIn(String name, String password) {
    return realm.passwordLogin().logIn(ACCOUNT, name, Password.of(password), Optional.empty());
  }

  private LoginOutcome logIn(String code) {
    return realm.passwordLogin().logIn(ACCOUNT, "lucy", Password.of(PASSWORD), Optional.of(code));
  }

  private static Consumer<LoginOutcome> refused(Reason reason) {
    return outcome -> assertThat(reason(outcome)).isEqualTo(reason);
  }

  private static Reason reason(LoginOutcome outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused) outcome).reason();
  }

  @Test
  void theRightPasswordLogsInAndNothingElseDoes() {
    assertThat(logIn("LUCY", PASSWORD)).isEqualTo(new LoggedIn(lucy, false));
    assertThat(logIn("lucy", PASSWORD + " ")).satisfies(refused(Reason.WRONG_PASSWORD));
    assertThat(logIn("lucy", "")).satisfies(refused(Reason.WRONG_PASSWORD));
    assertThat(logIn("nobody", PASSWORD)).satisfies(refused(Reason.UNKNOWN_USER));
    String password = LastAccess.passwordId(lucy.id());
    assertThat(realm.once().lastUses(List.of(password))).containsKey(password);

    run(new DeleteLoginProfile(ACCOUNT, "lucy"));
    assertThat(logIn("lucy", PASSWORD)).satisfies(refused(Reason.UNKNOWN_USER));
  }

  @Test
  void tooManyAttemptsAreRefusedForAWhileWhoeverMakesThem() {
    for (String name : List.of("lucy", "nobody")) {
      for (int i = 0; i < 20; i++) {
        assertThat(reason(logIn(name, "wrong"))).isNotEqualTo(Reason.TOO_MANY_ATTEMPTS);
      }
      assertThat(logIn(name, PASSWORD)).satisfies(refused(Reason.TOO_MANY_ATTEMPTS));
    }
    now = now.plus(Duration.ofMinutes(15));
    assertThat(logIn("lucy", PASSWORD)).isEqualTo(new LoggedIn(lucy, false));
  }

  @Test
  void aPasswordThatAnotherChoseIsChangedFirst() {
    run(new UpdateLoginProfile(ACCOUNT, "lucy", Optional.empty(), Optional.of(true)));
    assertThat(logIn("lucy", PASSWORD)).isInstanceOf(PasswordChangeNeeded.class);

    realm
        .passwordLogin()
        .change(ACCOUNT, "lucy", Password.of(PASSWORD), Password.of("Other-Horse-8"));

    assertThat(logIn("lucy", "Other-Horse-8")).isEqualTo(new LoggedIn(lucy, false));
    assertThat(logIn("lucy", PASSWORD)).satisfies(refused(Reason.WRONG_PASSWORD));
  }

  @Test
  void whoDoesNotKnowTheOldPasswordDoesNotChangeIt() {
    for (String name : List.of("lucy", "nobody")) {
      assertThatExceptionOfType(DirectoryException.class)
          .isThrownBy(
              () ->
                  realm
                      .passwordLogin()
                      .change(ACCOUNT, name, Password.of("wrong"), Password.of("Other-Horse-8")))
          .withMessage("The old password was incorrect.");
    }
    assertThat(logIn("lucy", PASSWORD)).isEqualTo(new LoggedIn(lucy, false));
  }

  private void expireAfterADay(boolean hard) {
    run(
        new UpdateAccountPasswordPolicy(
            new PasswordPolicy(
                ACCOUNT,
                8,
                false,
                false,
                false,
                false,
                true,
                OptionalInt.of(1),
                OptionalInt.empty(),
                hard)));
  }

  @Test
  void anOldPasswordIsChangedFirstOrByAnAdministrator() {
    expireAfterADay(false);
    assertThat(logIn("lucy", PASSWORD)).isEqualTo(new LoggedIn(lucy, false));
    now = now.plus(Duration.ofDays(1));
    assertThat(logIn("lucy", PASSWORD)).isInstanceOf(PasswordChangeNeeded.class);

    expireAfterADay(true);
    assertThat(logIn("lucy", PASSWORD)).satisfies(refused(Reason.PASSWORD_EXPIRED));
    run(
        new UpdateLoginProfile(
            ACCOUNT, "lucy", Optional.of(Password.of("Other-Horse-8")), Optional.empty()));
    assertThat(logIn("lucy", "Other-Horse-8")).isEqualTo(new LoggedIn(lucy, false));
  }

  @Test
  void aPolicyMayLetUsersChangeTheirPasswordsWithoutMore() {
    assertThat(mayChangePassword()).isInstanceOf(Decision.ImplicitlyDenied.class);
    expireAfterADay(false);
    assertThat(mayChangePassword()).isInstanceOf(Decision.Allowed.class);
  }

  private Decision mayChangePassword() {
    return Authorizer.decide(
        new AuthorizationRequest(
            new Principal.User(lucy.arn(), ACCOUNT, lucy.id()),
            Action.parse("iam:ChangePassword"),
            Resource.of(lucy.arn(), ACCOUNT),
            RequestContext.EMPTY),
        ApplicablePolicies.of(
            realm.directory().snapshot().identityPolicies(lucy), PolicySet.EMPTY));
  }

  private NewMfaDevice enableMfa() {
    NewMfaDevice device = run(new CreateVirtualMfaDevice(ACCOUNT, "/", "phone", Map.of()));
    String seed = device.revealBase32Seed();
    run(
        new EnableMfaDevice(
            ACCOUNT,
            "lucy",
            device.device().serialNumber(),
            AuthenticatorApp.code(seed, now.minusSeconds(30)),
            AuthenticatorApp.code(seed, now)));
    return device;
  }

  @Test
  void whoHasAnMfaDeviceNeedsACodeThatIsNewAndUsedOnce() {
    String seed = enableMfa().revealBase32Seed();
    assertThat(logIn("lucy", PASSWORD)).isInstanceOf(CodeNeeded.class);
    // Enabling the device used this one up.
    assertThat(logIn(AuthenticatorApp.code(seed, now))).satisfies(refused(Reason.WRONG_CODE));

    now = now.plusSeconds(60);
    String code = AuthenticatorApp.code(seed, now);
    assertThat(logIn(AuthenticatorApp.code(seed, now.plusSeconds(60))))
        .satisfies(refused(Reason.WRONG_CODE));
    assertThat(logIn(code)).isEqualTo(new LoggedIn(lucy, true));
    assertThat(logIn(code)).satisfies(refused(Reason.WRONG_CODE));
    assertThat(logIn(AuthenticatorApp.code(seed, now.minusSeconds(30))))
        .isEqualTo(new LoggedIn(lucy, true));
    assertThat(logIn(AuthenticatorApp.code(seed, now.plusSeconds(30))))
        .isEqualTo(new LoggedIn(lucy, true));
  }

  @Test
  void codesAreGuessedTenTimesAtMost() {
    NewMfaDevice device = enableMfa();
    String serial = device.device().serialNumber();
    now = now.plusSeconds(60);
    for (int i = 0; i < 10; i++) {
      assertThat(realm.mfaCodes().use(realm.directory().snapshot(), lucy, serial, "000000x"))
          .isFalse();
    }
    String code = AuthenticatorApp.code(device.revealBase32Seed(), now);
    assertThat(realm.mfaCodes().use(realm.directory().snapshot(), lucy, serial, code)).isFalse();

    now = now.plus(Duration.ofMinutes(5));
    code = AuthenticatorApp.code(device.revealBase32Seed(), now);
    assertThat(realm.mfaCodes().use(realm.directory().snapshot(), lucy, serial, code)).isTrue();
  }

  @Test
  void anotherUsersDeviceIsOfNoUse() {
    NewMfaDevice device = enableMfa();
    User fred = run(new CreateUser(ACCOUNT, "/", "fred", Map.of()));
    now = now.plusSeconds(60);
    String code = AuthenticatorApp.code(device.revealBase32Seed(), now);

    assertThat(
            realm
                .mfaCodes()
                .use(realm.directory().snapshot(), fred, device.device().serialNumber(), code))
        .isFalse();
  }

  private LoginOutcome next(String code) {
    CodeNeeded step = (CodeNeeded) logIn("lucy", PASSWORD);
    return realm.passwordLogin().withCode(step.ticket(), code);
  }

  @Test
  void theCodeMayComeInASecondStep() {
    String seed = enableMfa().revealBase32Seed();
    now = now.plusSeconds(60);
    CodeNeeded step = (CodeNeeded) logIn("lucy", PASSWORD);
    assertThat(step.toString()).doesNotContain(step.ticket());

    assertThat(next("000000x")).satisfies(refused(Reason.WRONG_CODE));
    assertThat(next(AuthenticatorApp.code(seed, now))).isEqualTo(new LoggedIn(lucy, true));

    now = now.plus(Duration.ofMinutes(10));
    assertThat(realm.passwordLogin().withCode(step.ticket(), AuthenticatorApp.code(seed, now)))
        .satisfies(refused(Reason.OUTDATED_STEP));
  }

  @Test
  void aStepEndsWithThePasswordThatBeganIt() {
    String seed = enableMfa().revealBase32Seed();
    now = now.plusSeconds(60);
    CodeNeeded step = (CodeNeeded) logIn("lucy", PASSWORD);
    run(
        new UpdateLoginProfile(
            ACCOUNT, "lucy", Optional.of(Password.of("Other-Horse-8")), Optional.empty()));

    assertThat(realm.passwordLogin().withCode(step.ticket(), AuthenticatorApp.code(seed, now)))
        .satisfies(refused(Reason.OUTDATED_STEP));
  }

  @Test
  void whoLostTheDeviceHasRecoveryCodesEachForOnce() {
    enableMfa();
    FreshRecoveryCodes codes = run(new MakeRecoveryCodes(ACCOUNT, "lucy"));
    String code = codes.reveal().get(0);

    assertThat(next(code)).isEqualTo(new LoggedIn(lucy, true));
    assertThat(next(code)).satisfies(refused(Reason.WRONG_CODE));
    assertThat(logIn(codes.reveal().get(1))).isEqualTo(new LoggedIn(lucy, true));

    run(new MakeRecoveryCodes(ACCOUNT, "lucy"));
    assertThat(next(codes.reveal().get(2))).satisfies(refused(Reason.WRONG_CODE));
  }

  @Test
  void recoveryCodesAreGuessedTenTimesAnHour() {
    enableMfa();
    FreshRecoveryCodes codes = run(new MakeRecoveryCodes(ACCOUNT, "lucy"));
    for (int i = 0; i < 10; i++) {
      assertThat(next("00000-0000" + i)).satisfies(refused(Reason.WRONG_CODE));
    }
    assertThat(next(codes.reveal().get(0))).satisfies(refused(Reason.WRONG_CODE));

    now = now.plus(Duration.ofHours(1));
    assertThat(next(codes.reveal().get(0))).isEqualTo(new LoggedIn(lucy, true));
  }

  @Test
  void recoveryCodesGoWithTheLastDevice() {
    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> run(new MakeRecoveryCodes(ACCOUNT, "lucy")))
        .withMessageContaining("has none; enable one first");
    NewMfaDevice device = enableMfa();
    run(new MakeRecoveryCodes(ACCOUNT, "lucy"));
    assertThat(realm.directory().snapshot().sealedRecoveryCodes(lucy)).isPresent();

    run(new DeactivateMfaDevice(ACCOUNT, "lucy", device.device().serialNumber()));

    assertThat(realm.directory().snapshot().sealedRecoveryCodes(lucy)).isEmpty();
  }

  @Test
  void aPasswordIsChangedOnTheWayIn() {
    run(new UpdateLoginProfile(ACCOUNT, "lucy", Optional.empty(), Optional.of(true)));
    now = now.plusSeconds(1);
    PasswordChangeNeeded step = (PasswordChangeNeeded) logIn("lucy", PASSWORD);
    PasswordLogin login = realm.passwordLogin();
    Password other = Password.of("Other-Horse-8");

    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> login.withNewPassword(step.ticket(), Password.of("wrong"), other))
        .withMessage("The old password was incorrect.");
    assertThat(login.withNewPassword(step.ticket(), Password.of(PASSWORD), other))
        .isEqualTo(new LoggedIn(lucy, false));
    assertThat(login.withNewPassword(step.ticket(), other, Password.of("Third-Horse-9")))
        .satisfies(refused(Reason.OUTDATED_STEP));
  }

  @Test
  void aTicketOfOneStepIsNoneOfAnother() {
    enableMfa();
    run(new UpdateLoginProfile(ACCOUNT, "lucy", Optional.empty(), Optional.of(true)));
    CodeNeeded step = (CodeNeeded) logIn("lucy", PASSWORD);

    assertThat(
            realm
                .passwordLogin()
                .withNewPassword(
                    step.ticket(), Password.of(PASSWORD), Password.of("Other-Horse-8")))
        .satisfies(refused(Reason.OUTDATED_STEP));
  }
}
