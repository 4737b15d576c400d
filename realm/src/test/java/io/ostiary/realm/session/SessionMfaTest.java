package io.ostiary.realm.session;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.credential.AuthenticatorApp;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.CreateVirtualMfaDevice;
import io.ostiary.realm.directory.EnableMfaDevice;
import io.ostiary.realm.directory.NewMfaDevice;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.session.SessionException.Code;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions for which a code of an MFA device is shown. */
class SessionMfaTest extends RoleFixture {
  private static final String WRONG =
      "MultiFactorAuthentication failed with invalid MFA one time pass code. ";

  private final Instant now = Realms.CLOCK.instant();
  private String seed;
  private String serial;

  @BeforeEach
  void enableDevices() {
    NewMfaDevice device = device("lucy");
    seed = device.revealBase32Seed();
    serial = device.device().serialNumber();
  }

  private NewMfaDevice device(String user) {
    NewMfaDevice device = run(new CreateVirtualMfaDevice(ACCOUNT, "/", user, Map.of()));
    String itsSeed = device.revealBase32Seed();
    var unused =
        run(
            new EnableMfaDevice(
                ACCOUNT,
                user,
                device.device().serialNumber(),
                AuthenticatorApp.code(itsSeed, now.minusSeconds(30)),
                AuthenticatorApp.code(itsSeed, now)));
    return device;
  }

  private Optional<MfaCode> shown(String itsSeed) {
    return Optional.of(new MfaCode(serial, AuthenticatorApp.code(itsSeed, now.plusSeconds(30))));
  }

  private SessionCredentials own(Optional<MfaCode> code) throws Exception {
    return realm.userSessions().ofItself(lucy(), Optional.empty(), code, Map.of());
  }

  @Test
  void theRightCodeLetsAUsersOwnSessionCallIam() throws Exception {
    AuthenticatedPrincipal without = as(own(Optional.empty()));
    assertThat(without.session().orElseThrow().mayCall("iam")).isFalse();
    assertThat(without.context())
        .containsEntry("aws:MultiFactorAuthPresent", one("false"))
        .doesNotContainKey("aws:MultiFactorAuthAge");

    AuthenticatedPrincipal with = as(own(shown(seed)));

    assertThat(with.session().orElseThrow().mayCall("iam")).isTrue();
    assertThat(with.context())
        .containsEntry("aws:MultiFactorAuthPresent", one("true"))
        .containsEntry("aws:MultiFactorAuthAge", one("0"));
  }

  @Test
  void aCodeIsGoodOnceAndOfADeviceOfTheCallerOnly() throws Exception {
    AuthenticatedPrincipal lucy = lucy();
    SessionCredentials unused = own(shown(seed));
    run(new CreateUser(ACCOUNT, "/", "bob", Map.of()));
    NewMfaDevice bobs = device("bob");
    MfaCode ofBob =
        new MfaCode(
            bobs.device().serialNumber(),
            AuthenticatorApp.code(bobs.revealBase32Seed(), now.plusSeconds(30)));

    for (MfaCode refused : new MfaCode[] {shown(seed).orElseThrow(), ofBob, none()}) {
      refused(
          () ->
              realm.userSessions().ofItself(lucy, Optional.empty(), Optional.of(refused), Map.of()),
          Code.ACCESS_DENIED,
          WRONG);
    }
  }

  private static MfaCode none() {
    return new MfaCode("arn:aws:iam::" + ACCOUNT + ":mfa/none", "123456");
  }

  @Test
  void aRoleThatAsksForACodeIsHadWithOneAndTheChainRemembersIt() throws Exception {
    Role role = role("guarded", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    RoleRequest request =
        new RoleRequest(
            role.arn(),
            "s1",
            Optional.empty(),
            PassedPolicies.NONE,
            SessionTags.NONE,
            Optional.empty(),
            Optional.empty(),
            shown(seed));

    Session session = as(assume(lucy(), request).credentials()).session().orElseThrow();

    assertThat(session.chain().mfa()).isTrue();
    assertThat(session.mfa()).as("of this very session none was shown").isFalse();
  }
}
