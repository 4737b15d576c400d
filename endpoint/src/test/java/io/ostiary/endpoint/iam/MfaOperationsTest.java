package io.ostiary.endpoint.iam;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.filter.mapping.RequestMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An MFA device in a user's hands. */
class MfaOperationsTest {
  private static final String SERIAL = "arn:aws:iam::" + ACCOUNT + ":mfa/phone";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  @TempDir Path directory;

  /** A code as any authenticator application makes it (RFC 6238, SHA-1, 6 digits). */
  private static String code(String base32, int stepsFromNow) throws Exception {
    byte[] seed = new byte[base32.length() * 5 / 8];
    for (int bit = 0; bit < seed.length * 8; bit++) {
      int value = BASE32.indexOf(base32.charAt(bit / 5));
      seed[bit / 8] |= (byte) ((value >>> (4 - bit % 5) & 1) << (7 - bit % 8));
    }
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(seed, "HmacSHA1"));
    long step = Installation.NOW.getEpochSecond() / 30 + stepsFromNow;
    byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
    int number = ByteBuffer.wrap(hash).getInt(hash[19] & 0xF) & Integer.MAX_VALUE;
    return "%06d".formatted(number % 1_000_000);
  }

  @Test
  void twoCodesInARowMakeADeviceItsUsers() throws Exception {
    try (Installation installation = new Installation(directory)) {
      installation.user("/dev/", "alice");
      Answer made =
          installation.iam("CreateVirtualMFADevice", "VirtualMFADeviceName", "phone").succeeds();
      String seed =
          new String(
              Base64.getDecoder()
                  .decode(
                      made.text("CreateVirtualMFADeviceResult/VirtualMFADevice/Base32StringSeed")),
              StandardCharsets.US_ASCII);
      enable(installation, code(seed, 0), code(seed, 0))
          .isError(
              403, "InvalidAuthenticationCode", "Authentication code for device is not valid.");
      enable(installation, code(seed, -1), code(seed, 0)).succeeds();

      Answer listed = installation.iam("ListMFADevices", "UserName", "alice").succeeds();
      assertThat(listed.names("ListMFADevicesResult/MFADevices/member"))
          .containsExactly("UserName", "SerialNumber", "EnableDate");
      assertThat(
              installation
                  .iam("ListVirtualMFADevices", "AssignmentStatus", "Assigned")
                  .text("ListVirtualMFADevicesResult/VirtualMFADevices/member/User/Arn"))
          .isEqualTo("arn:aws:iam::" + ACCOUNT + ":user/dev/alice");
      installation
          .iam("DeleteVirtualMFADevice", "SerialNumber", SERIAL)
          .isError(409, "DeleteConflict", "MFA VirtualDevice in use. Must deactivate first.");
      installation
          .iam(
              "ResyncMFADevice",
              "UserName",
              "alice",
              "SerialNumber",
              SERIAL,
              "AuthenticationCode1",
              code(seed, 5),
              "AuthenticationCode2",
              code(seed, 6))
          .succeeds();
      installation
          .iam("DeactivateMFADevice", "UserName", "alice", "SerialNumber", SERIAL)
          .succeeds();
      installation.iam("DeleteVirtualMFADevice", "SerialNumber", SERIAL).succeeds();
    }
  }

  private static Answer enable(Installation installation, String first, String second) {
    return installation.iam(
        "EnableMFADevice",
        "UserName",
        "alice",
        "SerialNumber",
        SERIAL,
        "AuthenticationCode1",
        first,
        "AuthenticationCode2",
        second);
  }

  @Test
  void policiesNameADeviceAsItIsStored() throws Exception {
    try (Installation installation = new Installation(directory)) {
      MfaDeviceResolver resolver =
          (MfaDeviceResolver) Objects.requireNonNull(IamEndpoint.resolvers().get("iam-mfa"));
      RequestMapper.Input making =
          installation.input(
              installation.root(),
              "CreateVirtualMFADevice",
              "VirtualMFADeviceName",
              "phone",
              "Path",
              "/x/");
      assertThat(resolver.resolve(making).name())
          .isEqualTo("arn:aws:iam::" + ACCOUNT + ":mfa/x/phone");
      installation
          .iam(
              "CreateVirtualMFADevice",
              "VirtualMFADeviceName",
              "phone",
              "Tags.member.1.Key",
              "k",
              "Tags.member.1.Value",
              "v")
          .succeeds();
      RequestMapper.Input deleting =
          installation.input(
              installation.root(),
              "DeleteVirtualMFADevice",
              "SerialNumber",
              SERIAL.replace("phone", "PHONE"));
      assertThat(resolver.resolve(deleting).name()).isEqualTo(SERIAL);
      assertThat(resolver.tags(deleting, resolver.resolve(deleting))).isEqualTo(Map.of("k", "v"));
      RequestMapper.Input unknown =
          installation.input(
              installation.root(), "DeleteVirtualMFADevice", "SerialNumber", "no device");
      assertThat(resolver.resolve(unknown).name()).isEqualTo("*");
    }
  }
}
