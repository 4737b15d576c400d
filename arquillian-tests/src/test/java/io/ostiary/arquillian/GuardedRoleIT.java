package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * A role that wants a code of an MFA device and an external id, by one {@code ~/.aws/config} for
 * all clients. The AWS SDK for Java knows no {@code mfa_serial} in it: there the source profile
 * holds a session that was got by a code, or its provider of sessions asks the program for one.
 *
 * @see <a href="https://github.com/aws/aws-sdk-java-v2/issues/995">MFA support of its profiles</a>
 */
class GuardedRoleIT extends DepotInWildFly {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String WHO_AM_I = "get-caller-identity";
  private static final String BOTO3 =
      """
      import boto3
      print(boto3.Session(profile_name="guarded").client("sts").get_caller_identity()["Arn"])
      """;

  @TempDir Path directory;
  private final String user = fresh("ruth");
  private final String role = fresh("guarded");
  private AwsCredentials ruth;

  /** A device, and what it shows in this half minute and the next; each is good once. */
  private record Device(String serialNumber, String now, String next) {}

  @BeforeEach
  void makeARole() {
    ruth = depot.newUser(user);
    String trust =
        """
        {"Version": "2012-10-17", "Statement": {
          "Effect": "Allow", "Action": "sts:AssumeRole",
          "Principal": {"AWS": "arn:aws:iam::%s:user/%s"},
          "Condition": {
            "Bool": {"aws:MultiFactorAuthPresent": "true"},
            "StringEquals": {"sts:ExternalId": "4711"}}}}
        """
            .formatted(depot.accountId(), user);
    try (IamClient iam = depot.iam(depot.root())) {
      iam.createRole(r -> r.roleName(role).assumeRolePolicyDocument(trust));
    }
  }

  private String roleArn() {
    return "arn:aws:iam::" + depot.accountId() + ":role/" + role;
  }

  private Device newDevice() throws Exception {
    try (IamClient iam = depot.iam(depot.root())) {
      VirtualMFADevice device =
          iam.createVirtualMFADevice(r -> r.virtualMFADeviceName(fresh("device")))
              .virtualMFADevice();
      String seed = device.base32StringSeed().asUtf8String();
      awaitCalm();
      String first = code(seed, -2);
      String second = code(seed, -1);
      iam.enableMFADevice(
          r ->
              r.userName(user)
                  .serialNumber(device.serialNumber())
                  .authenticationCode1(first)
                  .authenticationCode2(second));
      return new Device(device.serialNumber(), code(seed, 0), code(seed, 1));
    }
  }

  /** Waits for the next half minute if this one is nearly over. */
  private static void awaitCalm() throws InterruptedException {
    long left = 30_000 - System.currentTimeMillis() % 30_000;
    if (left < 5_000) {
      Thread.sleep(left);
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
    Device device = newDevice();
    Deque<String> asked = new ArrayDeque<>(List.of(device.now(), device.next()));
    // A session of a quarter of an hour that is stale 20 minutes before its end is fetched anew
    // each time.
    try (StsClient sts = depot.sts(ruth);
        StsAssumeRoleCredentialsProvider provider =
            StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .staleTime(Duration.ofMinutes(20))
                .prefetchTime(Duration.ofMinutes(21))
                .refreshRequest(() -> request(device, asked.remove()))
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
      assertThatThrownBy(() -> sts.assumeRole(request(device, device.next())))
          .as("a code is good once")
          .isInstanceOf(StsException.class)
          .hasMessageContaining("invalid MFA one time pass code");
    }
  }

  private AssumeRoleRequest request(Device device, String code) {
    return AssumeRoleRequest.builder()
        .roleArn(roleArn())
        .roleSessionName("java")
        .durationSeconds(900)
        .externalId("4711")
        .serialNumber(device.serialNumber())
        .tokenCode(code)
        .build();
  }

  @Test
  void oneFileServesAllClientsIfItsSourceProfileHoldsASessionGotByACode() throws Exception {
    Program.assumePresent("aws");
    Device device = newDevice();
    String config = config(device);
    write(config);
    try (ProfileCredentialsProvider guarded = ofJava()) {
      inTheEnvironment(
          () ->
              assertThatThrownBy(guarded::resolveCredentials)
                  .as("it asks for no code, and the key alone is not let in")
                  .isInstanceOf(StsException.class)
                  .hasMessageContaining("is not authorized to perform: sts:AssumeRole"));
    }

    Device other = newDevice();
    program().run("bash", "-euc", recipe(other)).succeeds();

    String holder = ":assumed-role/" + role + "/";
    try (ProfileCredentialsProvider guarded = ofJava()) {
      inTheEnvironment(
          () -> {
            try (StsClient sts = depot.sts(guarded.resolveCredentials())) {
              assertThat(sts.getCallerIdentity().arn()).contains(holder);
            }
          });
    }
    // Away from any terminal, where they would ask instead.
    assertThat(
            program()
                .answering(
                    device.now(),
                    List.of("setsid", "-w", "aws", "--profile", "guarded", "sts", WHO_AM_I))
                .succeeds()
                .out())
        .contains(holder);
    assertThat(
            program()
                .answering(device.next(), List.of("setsid", "-w", "python3", "-c", BOTO3))
                .succeeds()
                .out())
        .contains(holder);
    assertThat(Files.readString(directory.resolve("config"))).isEqualTo(config);
  }

  private String config(Device device) {
    return """
        [profile ada-key]
        region = us-east-1
        [profile ada]
        region = us-east-1
        [profile guarded]
        region = us-east-1
        role_arn = %s
        source_profile = ada
        mfa_serial = %s
        external_id = 4711
        """
        .formatted(roleArn(), device.serialNumber());
  }

  /** Of both profiles the key at first. */
  private void write(String config) throws IOException {
    AwsCli unused =
        new AwsCli(directory, depot)
            .profile("ada-key", ruth)
            .profile("ada", ruth)
            .configuration(config);
  }

  /** What the how-to says to do once in twelve hours. */
  private String recipe(Device device) throws IOException {
    String page = Files.readString(Path.of("../docs/how-to/roles.md"));
    int begins = page.indexOf("read -r id secret token");
    return page.substring(begins, page.indexOf("```", begins))
        .replace("arn:aws:iam::123456789012:mfa/ada", device.serialNumber())
        .replace("--token-code 654321", "--token-code " + device.now());
  }

  private Program program() {
    Map<String, String> environment = new HashMap<>(AwsCli.environment(directory, depot));
    environment.put("HOME", directory.toString());
    return new Program(directory, environment);
  }

  private ProfileCredentialsProvider ofJava() {
    ProfileFile profiles =
        ProfileFile.aggregator()
            .addFile(profileFile("config", ProfileFile.Type.CONFIGURATION))
            .addFile(profileFile("credentials", ProfileFile.Type.CREDENTIALS))
            .build();
    return ProfileCredentialsProvider.builder()
        .profileFile(profiles)
        .profileName("guarded")
        .build();
  }

  /**
   * As with AWS_ENDPOINT_URL; and there are several HTTP clients, of which it wants to know one.
   */
  private void inTheEnvironment(Runnable work) {
    System.setProperty("aws.endpointUrl", depot.endpoint().toString());
    System.setProperty(
        "software.amazon.awssdk.http.service.impl", UrlConnectionSdkHttpService.class.getName());
    try {
      work.run();
    } finally {
      System.clearProperty("aws.endpointUrl");
      System.clearProperty("software.amazon.awssdk.http.service.impl");
    }
  }

  private ProfileFile profileFile(String name, ProfileFile.Type type) {
    return ProfileFile.builder().content(directory.resolve(name)).type(type).build();
  }
}
