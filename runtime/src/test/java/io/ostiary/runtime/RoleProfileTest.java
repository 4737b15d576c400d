package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Roles by profiles of an unmodified {@code ~/.aws/config}: {@code role_arn}, {@code
 * source_profile}, {@code external_id} and {@code mfa_serial}. How often a client asks for a role
 * is counted in the audit.
 */
class RoleProfileTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/records");
  private static final String ACCOUNT = "123456789012";
  private static final Map<String, String> ROOT =
      Map.of(
          "AWS_ACCESS_KEY_ID", Administrator.KEY.accessKeyId(),
          "AWS_SECRET_ACCESS_KEY", Administrator.KEY.secretAccessKey());
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;
  private Records records;
  private StockAws aws;
  private Map<String, String> profiles;
  private String seed;

  @BeforeEach
  void makeRolesAndProfiles() throws Exception {
    StockAws.assumePresent();
    records =
        Records.start(
            APPLICATION,
            Map.of(
                "ostiary.data", home.resolve("data").toString(),
                "ostiary.account-id", ACCOUNT,
                "ostiary.root-access-key-id", Administrator.KEY.accessKeyId(),
                "ostiary.root-secret-access-key", Administrator.KEY.secretAccessKey()));
    aws = new StockAws(home, records.port());
    aws.run(ROOT, "iam create-user --user-name ruth").succeeds();
    role("reader", "\"StringEquals\": {\"sts:ExternalId\": \"4711\"}");
    role("guarded", "\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}");
    enableDevice();
    Path folder = Files.createDirectory(home.resolve(".aws"));
    JsonNode key =
        JSON.readTree(aws.run(ROOT, "iam create-access-key --user-name ruth").succeeds())
            .path("AccessKey");
    Files.writeString(
        folder.resolve("credentials"),
        "[ruth]%naws_access_key_id = %s%naws_secret_access_key = %s%n"
            .formatted(key.path("AccessKeyId").asText(), key.path("SecretAccessKey").asText()));
    Files.writeString(folder.resolve("config"), config());
    profiles =
        Map.of(
            "AWS_CONFIG_FILE", folder.resolve("config").toString(),
            "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials").toString());
  }

  @AfterEach
  void stop() throws Exception {
    if (records != null) {
      records.close();
    }
  }

  private void role(String name, String condition) throws Exception {
    aws.run(
            ROOT,
            "iam create-role --role-name " + name + " --assume-role-policy-document",
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"AWS": "arn:aws:iam::%s:user/ruth"}, "Condition": {%s}}}
            """
                .formatted(ACCOUNT, condition))
        .succeeds();
  }

  private static String config() {
    String text =
        """
        [profile reader]
        region = us-east-1
        role_arn = arn:aws:iam::ACCOUNT:role/reader
        source_profile = ruth
        external_id = 4711
        [profile stranger]
        region = us-east-1
        role_arn = arn:aws:iam::ACCOUNT:role/reader
        source_profile = ruth
        [profile guarded]
        region = us-east-1
        role_arn = arn:aws:iam::ACCOUNT:role/guarded
        source_profile = ruth
        mfa_serial = arn:aws:iam::ACCOUNT:mfa/ruth
        """;
    return text.replace("ACCOUNT", ACCOUNT);
  }

  private void enableDevice() throws Exception {
    Path file = home.resolve("seed");
    aws.run(
            ROOT,
            "iam create-virtual-mfa-device --virtual-mfa-device-name ruth"
                + " --bootstrap-method Base32StringSeed --outfile "
                + file)
        .succeeds();
    seed = Files.readString(file).strip();
    aws.run(
            ROOT,
            "iam enable-mfa-device --user-name ruth --serial-number arn:aws:iam::"
                + ACCOUNT
                + ":mfa/ruth --authentication-code1 "
                + code(-1)
                + " --authentication-code2 "
                + code(0))
        .succeeds();
  }

  /** What the device shows so many half minutes from now: RFC 6238. */
  private String code(int later) throws Exception {
    byte[] key = new byte[seed.length() * 5 / 8];
    for (int bit = 0; bit < key.length * 8; bit++) {
      int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(seed.charAt(bit / 5));
      key[bit / 8] |= (byte) ((value >>> (4 - bit % 5) & 1) << (7 - bit % 8));
    }
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(key, "HmacSHA1"));
    long step = Math.floorDiv(System.currentTimeMillis(), 30_000L) + later;
    byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
    int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
    return String.format(Locale.ROOT, "%06d", number % 1_000_000);
  }

  /** The audit's lines about a role, of one outcome. */
  private List<String> assumed(String role, String decision) throws IOException {
    return Files.readAllLines(home.resolve("data/audit.log")).stream()
        .filter(line -> line.contains("\"eventName\":\"AssumeRole\""))
        .filter(line -> line.contains("\"roleArn\":\"arn:aws:iam::" + ACCOUNT + ":role/" + role))
        .filter(line -> line.contains("\"decision\":\"" + decision))
        .toList();
  }

  @Test
  void theCommandAssumesARoleOnceAndAgainWhenItsTimeIsOver() throws Exception {
    String who = "--profile reader sts get-caller-identity";
    assertThat(aws.run(profiles, who).succeeds()).contains(":assumed-role/reader/");
    aws.run(profiles, who).succeeds();
    assertThat(assumed("reader", "Allowed")).hasSize(1);

    ageTheCache();
    aws.run(profiles, who).succeeds();
    assertThat(assumed("reader", "Allowed")).hasSize(2);

    assertThat(aws.run(profiles, "--profile stranger sts get-caller-identity").fails())
        .contains("AccessDenied", "is not authorized to perform: sts:AssumeRole on resource: arn:");
    assertThat(assumed("reader", "ImplicitlyDenied")).hasSize(1);
  }

  private void ageTheCache() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(".aws/cli/cache"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        JsonNode cached = JSON.readTree(Files.readString(file));
        ((ObjectNode) cached.path("Credentials")).put("Expiration", "2020-01-01T00:00:00Z");
        Files.writeString(file, cached.toString());
      }
    }
  }

  @Test
  void theCommandAsksForACodeWhereTheProfileNamesADevice() throws Exception {
    assertThat(
            aws.answering(code(1), profiles, "--profile guarded sts get-caller-identity")
                .succeeds())
        .contains(":assumed-role/guarded/");

    assertThat(assumed("guarded", "Allowed"))
        .singleElement()
        .asString()
        .contains("\"serialNumber\":\"arn:aws:iam::" + ACCOUNT + ":mfa/ruth\"");
    assertThat(Files.readString(home.resolve("data/audit.log")))
        .contains("\"mfaAuthenticated\":\"true\"");
    assertThat(
            aws.run(
                    profiles,
                    "--profile ruth sts assume-role --role-session-name xx --role-arn arn:aws:iam::"
                        + ACCOUNT
                        + ":role/guarded")
                .fails())
        .contains("AccessDenied");
  }

  @Test
  void boto3DoesSoToo() throws Exception {
    boolean boto3 = aws.python(profiles, "-c", "import boto3").exit() == 0;
    if (!boto3) {
      System.out.println("SKIPPED: python3 has no boto3; install python3-boto3 to run this test");
    }
    Assumptions.assumeTrue(boto3, "python3 has no boto3; install python3-boto3");
    try (InputStream text = RoleProfileTest.class.getResourceAsStream("role_story.py")) {
      Files.write(home.resolve("role_story.py"), Objects.requireNonNull(text).readAllBytes());
    }

    assertThat(aws.python(profiles, "role_story.py", code(1)).succeeds()).isEqualTo("ok\n");

    assertThat(assumed("reader", "Allowed")).hasSize(2);
    assertThat(assumed("guarded", "Allowed")).hasSize(1);
  }
}
