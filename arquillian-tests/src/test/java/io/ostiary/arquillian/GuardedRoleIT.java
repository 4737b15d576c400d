package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * A role that wants a code of an MFA device, with the AWS SDK for Java: its profiles know no {@code
 * mfa_serial}, its provider of sessions asks the program for a code whenever it fetches one.
 *
 * @see <a href="https://github.com/aws/aws-sdk-java-v2/issues/995">MFA support of its profiles</a>
 */
class GuardedRoleIT extends DepotInWildFly {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  @TempDir Path directory;
  private final String user = fresh("ruth");
  private final String role = fresh("guarded");
  private AwsCredentials ruth;

  /** A device and the code that it shows next. */
  private record Code(String serialNumber, String digits) {}

  @BeforeEach
  void makeARole() {
    ruth = depot.newUser(user);
    String trust =
        """
        {"Version": "2012-10-17", "Statement": {
          "Effect": "Allow", "Action": "sts:AssumeRole",
          "Principal": {"AWS": "arn:aws:iam::%s:user/%s"},
          "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}
        """
            .formatted(depot.accountId(), user);
    try (IamClient iam = depot.iam(depot.root())) {
      iam.createRole(r -> r.roleName(role).assumeRolePolicyDocument(trust));
    }
  }

  private String roleArn() {
    return "arn:aws:iam::" + depot.accountId() + ":role/" + role;
  }

  private Code newDevice() throws Exception {
    try (IamClient iam = depot.iam(depot.root())) {
      VirtualMFADevice device =
          iam.createVirtualMFADevice(r -> r.virtualMFADeviceName(fresh("device")))
              .virtualMFADevice();
      String seed = device.base32StringSeed().asUtf8String();
      String first = code(seed, -1);
      String second = code(seed, 0);
      iam.enableMFADevice(
          r ->
              r.userName(user)
                  .serialNumber(device.serialNumber())
                  .authenticationCode1(first)
                  .authenticationCode2(second));
      return new Code(device.serialNumber(), code(seed, 1));
    }
  }

  /** What a device shows so many half minutes from now: RFC 6238. */
  private static String code(String seed, int later) throws Exception {
    byte[] key = new byte[seed.length() * 5 / 8];
    for (int bit = 0; bit < key.length * 8; bit++) {
      int value = BASE32.indexOf(seed.charAt(bit / 5));
      key[bit / 8] |= (byte) ((value >>> (4 - bit % 5) & 1) << (7 - bit % 8));
    }
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(key, "HmacSHA1"));
    long step = Math.floorDiv(System.currentTimeMillis(), 30_000L) + later;
    byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
    int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
    return String.format(Locale.ROOT, "%06d", number % 1_000_000);
  }

  @Test
  void itsProviderOfSessionsShowsACodeEachTimeItFetchesOne() throws Exception {
    Code one = newDevice();
    Code two = newDevice();
    Deque<Code> asked = new ArrayDeque<>(List.of(one, two));
    // A session of a quarter of an hour that is stale 20 minutes before its end is fetched anew
    // each time.
    try (StsClient sts = depot.sts(ruth);
        StsAssumeRoleCredentialsProvider provider =
            StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .staleTime(Duration.ofMinutes(20))
                .prefetchTime(Duration.ofMinutes(21))
                .refreshRequest(() -> request(asked.remove()))
                .build()) {
      AwsCredentials first = provider.resolveCredentials();
      AwsCredentials second = provider.resolveCredentials();

      assertThat(asked).as("one code for each").isEmpty();
      assertThat(second.accessKeyId()).isNotEqualTo(first.accessKeyId());
      for (AwsCredentials session : List.of(first, second)) {
        try (StsClient holder = depot.sts(session)) {
          assertThat(holder.getCallerIdentity().arn()).contains(":assumed-role/" + role + "/java");
        }
      }
      // Not by the provider, which may go on with the session that it has.
      assertThatThrownBy(() -> sts.assumeRole(request(two)))
          .as("a code is good once")
          .isInstanceOf(StsException.class)
          .hasMessageContaining("invalid MFA one time pass code");
    }
  }

  private AssumeRoleRequest request(Code code) {
    return AssumeRoleRequest.builder()
        .roleArn(roleArn())
        .roleSessionName("java")
        .durationSeconds(900)
        .serialNumber(code.serialNumber())
        .tokenCode(code.digits())
        .build();
  }

  @Test
  void itsProfilesDoNotAskForACodeAndSoTheRoleIsRefused() throws Exception {
    String config =
        """
        [profile guarded]
        region = us-east-1
        role_arn = %s
        source_profile = ruth
        mfa_serial = %s
        """
            .formatted(roleArn(), newDevice().serialNumber());
    AwsCli unused = new AwsCli(directory, depot).profile("ruth", ruth).configuration(config);
    ProfileFile profiles =
        ProfileFile.aggregator()
            .addFile(profileFile("config", ProfileFile.Type.CONFIGURATION))
            .addFile(profileFile("credentials", ProfileFile.Type.CREDENTIALS))
            .build();
    System.setProperty("aws.endpointUrl", depot.endpoint().toString());
    System.setProperty(
        "software.amazon.awssdk.http.service.impl", UrlConnectionSdkHttpService.class.getName());
    try (ProfileCredentialsProvider guarded =
        ProfileCredentialsProvider.builder().profileFile(profiles).profileName("guarded").build()) {
      assertThatThrownBy(guarded::resolveCredentials)
          .isInstanceOf(StsException.class)
          .hasMessageContaining("is not authorized to perform: sts:AssumeRole");
    } finally {
      System.clearProperty("aws.endpointUrl");
      System.clearProperty("software.amazon.awssdk.http.service.impl");
    }
  }

  private ProfileFile profileFile(String name, ProfileFile.Type type) {
    return ProfileFile.builder().content(directory.resolve(name)).type(type).build();
  }
}
