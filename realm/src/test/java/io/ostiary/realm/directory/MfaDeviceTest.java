package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.DELETE_CONFLICT;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_ALREADY_EXISTS;
import static io.ostiary.realm.directory.DirectoryException.Code.INVALID_AUTHENTICATION_CODE;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.credential.AuthenticatorApp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MfaDeviceTest {
  private final Instant now = Realms.CLOCK.instant();

  @TempDir Path temporary;

  private Realm realm;
  private User lucy;
  private NewMfaDevice phone;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    lucy = run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    run(new CreateUser(ACCOUNT, "/", "fred", Map.of()));
    phone = run(new CreateVirtualMfaDevice(ACCOUNT, "/team/", "Phone", Map.of("k", "v")));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private Directory directory() {
    return realm.directory().snapshot();
  }

  private String serial() {
    return phone.device().serialNumber();
  }

  private String code(int secondsFromNow) {
    return AuthenticatorApp.code(phone.revealBase32Seed(), now.plusSeconds(secondsFromNow));
  }

  private EnableMfaDevice enable(String user, int secondsOff) {
    return new EnableMfaDevice(ACCOUNT, user, serial(), code(secondsOff - 30), code(secondsOff));
  }

  private void refused(DirectoryCommand<?> command, DirectoryException.Code code, String says) {
    new RefusedCase("", command, code, says).order(realm.directory());
  }

  @Test
  void aDeviceHasASerialNumberAsAwsAndASeedForOneLook() {
    assertThat(serial()).isEqualTo("arn:aws:iam::123456789012:mfa/team/Phone");
    assertThat(phone.revealBase32Seed()).matches("[A-Z2-7]{64}");
    assertThat(phone).hasToString("NewMfaDevice(" + serial() + ")");
    assertThat(directory().mfaDevice(serial())).contains(phone.device());
    assertThat(directory().mfaDevices(ACCOUNT)).containsExactly(phone.device());
    assertThat(directory().mfaDevices(lucy)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-600, -30, 0, 30, 600})
  void twoConsecutiveCodesEnableItWhateverItsClock(int secondsOff) {
    EnableMfaDevice command = enable("LUCY", secondsOff);
    MfaDevice device = run(command);
    realm.close();
    realm = Realms.open(temporary.resolve("data"));

    assertThat(directory().mfaDevices(lucy)).containsExactly(device);
    MfaDevice.Assignment assignment = device.assignment().orElseThrow();
    assertThat(assignment.enabledAt()).isEqualTo(now);
    assertThat(assignment.drift()).isEqualTo(Math.abs(secondsOff) <= 30 ? 0 : secondsOff / 30);
    assertThat(command).hasToString("EnableMfaDevice(" + serial() + ")");
  }

  @Test
  void noOtherCodesEnableIt() {
    String says = "Authentication code for device is not valid.";
    refused(
        new EnableMfaDevice(ACCOUNT, "lucy", serial(), code(0), code(0)),
        INVALID_AUTHENTICATION_CODE,
        says);
    refused(
        new EnableMfaDevice(ACCOUNT, "lucy", serial(), code(0), code(-30)),
        INVALID_AUTHENTICATION_CODE,
        says);
    refused(enable("lucy", 3600), INVALID_AUTHENTICATION_CODE, says);
    refused(
        new EnableMfaDevice(ACCOUNT, "lucy", serial(), "x", ""), INVALID_AUTHENTICATION_CODE, says);
  }

  @Test
  void itIsResynchronizedByLaterCodesOnly() {
    run(enable("lucy", 0));
    refused(
        new ResyncMfaDevice(ACCOUNT, "lucy", serial(), code(-30), code(0)),
        INVALID_AUTHENTICATION_CODE,
        "not valid");

    MfaDevice device = run(new ResyncMfaDevice(ACCOUNT, "lucy", serial(), code(270), code(300)));

    assertThat(device.assignment().orElseThrow().drift()).isEqualTo(10);
    assertThat(device.assignment().orElseThrow().enabledAt()).isEqualTo(now);
    assertThat(new ResyncMfaDevice(ACCOUNT, "lucy", serial(), "1", "2"))
        .hasToString("ResyncMfaDevice(" + serial() + ")");
  }

  @Test
  void aDeviceInUseIsDeactivatedBeforeItOrItsUserIsDeleted() {
    run(enable("lucy", 0));
    refused(enable("fred", 30), ENTITY_ALREADY_EXISTS, "MFA Device is already in use.");
    refused(
        new DeleteVirtualMfaDevice(ACCOUNT, serial()),
        DELETE_CONFLICT,
        "MFA VirtualDevice in use. Must deactivate first.");
    refused(
        new DeleteUser(ACCOUNT, "lucy"),
        DELETE_CONFLICT,
        "Cannot delete entity, must delete MFA device first.");
    refused(
        new DeactivateMfaDevice(ACCOUNT, "fred", serial()),
        NO_SUCH_ENTITY,
        "MFA Device invalid for user.");

    run(new DeactivateMfaDevice(ACCOUNT, "lucy", serial()));
    assertThat(directory().mfaDevices(lucy)).isEmpty();
    run(new DeleteVirtualMfaDevice(ACCOUNT, serial().replace("Phone", "PHONE")));
    assertThat(directory().mfaDevices(ACCOUNT)).isEmpty();
    run(new DeleteUser(ACCOUNT, "lucy"));
  }

  @Test
  void namesAndSerialNumbersAreChecked() {
    refused(
        new CreateVirtualMfaDevice(ACCOUNT, "/team/", "PHONE", Map.of()),
        ENTITY_ALREADY_EXISTS,
        "MFADevice entity at the same path and name already exists.");
    refused(
        new CreateVirtualMfaDevice(ACCOUNT, "/", "a/b", Map.of()),
        VALIDATION_ERROR,
        "'virtualMFADeviceName'");
    refused(
        new CreateVirtualMfaDevice(ACCOUNT, "/p/", "x".repeat(226), Map.of()),
        VALIDATION_ERROR,
        "'serialNumber'");
    refused(
        new DeleteVirtualMfaDevice(ACCOUNT, serial() + "2"),
        NO_SUCH_ENTITY,
        "VirtualMFADevice with serial number " + serial() + "2 doesn't exist.");
    refused(new DeactivateMfaDevice(ACCOUNT, "lucy", "short"), VALIDATION_ERROR, "'serialNumber'");
    run(new CreateAccount("210987654321", "aws"));
    refused(new DeleteVirtualMfaDevice("210987654321", serial()), NO_SUCH_ENTITY, "doesn't exist.");
  }

  @Test
  void itsTagsChange() {
    Tagged tagged = new TaggedMfaDevice(ACCOUNT, serial());
    run(new Tag(tagged, Map.of("K", "w", "l", "")));
    run(new Untag(tagged, Set.of("L")));

    assertThat(directory().mfaDevice(serial()).orElseThrow().tags()).isEqualTo(Map.of("K", "w"));
    run(enable("lucy", 0));
    assertThat(directory().mfaDevice(serial()).orElseThrow().tags()).isEqualTo(Map.of("K", "w"));
    assertThat(Duration.between(phone.device().createdAt(), now)).isZero();
  }
}
