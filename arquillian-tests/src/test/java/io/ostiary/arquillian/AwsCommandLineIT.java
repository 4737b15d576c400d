package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** The stock {@code aws} command, with {@code AWS_ENDPOINT_URL} and a credentials file only. */
class AwsCommandLineIT extends DepotInWildFly {
  @TempDir Path directory;
  private AwsCli aws;

  @BeforeEach
  void configure() throws IOException {
    aws = new AwsCli(directory, depot).profile("root", depot.root());
  }

  @Test
  void theFirstStartLeavesACredentialsFileThatIsAllLucyNeeds() throws Exception {
    Path written = Path.of(System.getProperty("ostiary.data"), "credentials");
    assertThat(written).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
        .isEqualTo("rw-------");
    AwsCli lucy = new AwsCli(directory, depot).credentialsFile(written);

    assertThat(lucy.run("sts", "get-caller-identity").succeeds().out())
        .contains("arn:aws:iam::" + depot.accountId() + ":user/lucy")
        .contains("\"Account\": \"" + depot.accountId() + "\"");

    assertThat(lucy.run("s3", "mb", "s3://lucy_bucket").succeeds().out())
        .contains("make_bucket: lucy_bucket");
    byte[] book = new byte[20 * 1024 * 1024];
    new Random(7).nextBytes(book);
    Files.write(directory.resolve("book.bin"), book);
    lucy.run("s3", "cp", "--no-progress", "book.bin", "s3://lucy_bucket/books/book.bin").succeeds();
    lucy.run("s3", "cp", "--no-progress", "s3://lucy_bucket/books/book.bin", "back.bin").succeeds();
    assertThat(directory.resolve("back.bin")).hasBinaryContent(book);

    assertThat(lucy.run("s3", "ls").succeeds().out()).contains(" lucy_bucket");
    assertThat(lucy.run("s3", "ls", "s3://lucy_bucket").succeeds().out()).contains("PRE books/");
    assertThat(lucy.run("s3", "ls", "s3://lucy_bucket/books/").succeeds().out())
        .contains("20971520 book.bin");
    assertThat(lucy.run("s3", "ls", "--recursive", "s3://lucy_bucket").succeeds().out())
        .contains("20971520 books/book.bin");

    assertThat(lucy.run("s3", "rb", "s3://lucy_bucket").fails().err()).contains("BucketNotEmpty");
    lucy.run("s3", "rm", "s3://lucy_bucket/books/book.bin").succeeds();
    lucy.run("s3", "rb", "s3://lucy_bucket").succeeds();
    assertThat(lucy.run("s3", "ls").succeeds().out()).doesNotContain("lucy_bucket");
  }

  @Test
  void administersUsersKeysAndPolicies() throws Exception {
    String user = fresh("bob");
    aws.run("iam", "create-user", "--user-name", user, "--profile", "root").succeeds();
    assertThat(root("iam", "list-users", "--query", "Users[].Arn").out())
        .contains("arn:aws:iam::" + depot.accountId() + ":user/" + user);
    assertThat(root("iam", "get-user", "--user-name", user, "--query", "User.UserId").out())
        .contains("AIDA");

    Path policy = directory.resolve("policy.json");
    Files.writeString(
        policy,
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}
        """);
    root(
        "iam",
        "put-user-policy",
        "--user-name",
        user,
        "--policy-name",
        "look",
        "--policy-document",
        "file://" + policy);
    assertThat(root("iam", "list-user-policies", "--user-name", user).out()).contains("look");
    assertThat(root("iam", "get-user-policy", "--user-name", user, "--policy-name", "look").out())
        .contains("s3:ListAllMyBuckets");

    String[] key =
        root(
                "iam",
                "create-access-key",
                "--user-name",
                user,
                "--output",
                "text",
                "--query",
                "AccessKey.[AccessKeyId,SecretAccessKey]")
            .out()
            .strip()
            .split("\t", -1);
    assertThat(root("iam", "list-access-keys", "--user-name", user).out())
        .contains(key[0])
        .contains("Active")
        .doesNotContain(key[1]);
    aws.profile("bob", AwsBasicCredentials.create(key[0], key[1]));
    assertThat(aws.run("sts", "get-caller-identity", "--profile", "bob").succeeds().out())
        .contains(":user/" + user);
    aws.run("s3", "ls", "--profile", "bob").succeeds();
    assertThat(aws.run("s3", "mb", "s3://" + fresh("b"), "--profile", "bob").fails().err())
        .contains("AccessDenied")
        .contains("s3:CreateBucket");

    root(
        "iam",
        "update-access-key",
        "--user-name",
        user,
        "--access-key-id",
        key[0],
        "--status",
        "Inactive");
    assertThat(aws.run("s3", "ls", "--profile", "bob").fails().err())
        .contains("InvalidAccessKeyId");

    assertThat(
            aws.run("iam", "delete-user", "--user-name", user, "--profile", "root").fails().err())
        .contains("DeleteConflict");
    root("iam", "delete-access-key", "--user-name", user, "--access-key-id", key[0]);
    root("iam", "delete-user-policy", "--user-name", user, "--policy-name", "look");
    root("iam", "delete-user", "--user-name", user);
    assertThat(root("iam", "list-users", "--query", "Users[].UserName").out()).doesNotContain(user);
    assertThat(aws.run("iam", "get-user", "--user-name", user, "--profile", "root").fails().err())
        .contains("NoSuchEntity");
  }

  @Test
  void aPresignedUrlOfVersionFourIsServedAndOneOfVersionTwoIsToldWhatToSet() throws Exception {
    String bucket = fresh("bucket");
    depot.newBucket(bucket);
    depot.newObject(bucket, "letter.txt", "dear reader");
    Program.assumePresent("curl");
    Program curl = new Program(directory, Map.of());
    String object = "s3://" + bucket + "/letter.txt";

    aws.configuration("[profile root]\nregion = us-east-1\ns3 =\n  signature_version = s3v4\n");
    String four = root("s3", "presign", object).out().strip();
    assertThat(four).contains("X-Amz-Algorithm=AWS4-HMAC-SHA256");
    assertThat(curl.run("curl", "-sS", four).succeeds().out()).isEqualTo("dear reader");

    aws.configuration("");
    String two = root("s3", "presign", object).out().strip();
    assertThat(two).contains("AWSAccessKeyId=").doesNotContain("X-Amz-Algorithm");
    assertThat(curl.run("curl", "-sS", "-w", "%{http_code}", two).succeeds().out())
        .contains("<Code>")
        .contains("signature_version")
        .contains("s3v4")
        .doesNotContain("dear reader")
        .endsWith("400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b?c#d%;e",
        "100%25 sure.txt",
        "plus+and&equals=.txt",
        "ä/ö/ü €.txt",
        "*.txt",
        "${aws:username}.txt",
        "tilde~'quotes'\"and\"(brackets)!.txt"
      })
  void anOddKeyComesBackAsItWent(String key) throws Exception {
    String bucket = fresh("bucket");
    depot.newBucket(bucket);
    Files.writeString(directory.resolve("odd.txt"), "content of " + key);

    root("s3", "cp", "--no-progress", "odd.txt", "s3://" + bucket + "/" + key);
    assertThat(
            root(
                    "s3api",
                    "list-objects-v2",
                    "--bucket",
                    bucket,
                    "--query",
                    "Contents[].Key",
                    "--output",
                    "text")
                .out()
                .stripTrailing())
        .isEqualTo(key);
    assertThat(root("s3", "cp", "s3://" + bucket + "/" + key, "-").out())
        .isEqualTo("content of " + key);
    root("s3", "rm", "s3://" + bucket + "/" + key);
    root("s3", "rb", "s3://" + bucket);
  }

  @Test
  void aWrongSecretIsRefusedAndNothingIsMade() throws Exception {
    aws.profile("thief", AwsBasicCredentials.create(depot.root().accessKeyId(), "not the secret"));
    Set<String> before = depot.everything();

    assertThat(aws.run("s3", "mb", "s3://" + fresh("b"), "--profile", "thief").fails().err())
        .contains("SignatureDoesNotMatch");
    assertThat(
            aws.run("iam", "create-user", "--user-name", fresh("u"), "--profile", "thief")
                .fails()
                .err())
        .contains("SignatureDoesNotMatch");
    assertThat(depot.everything()).isEqualTo(before);
  }

  @Test
  void aBrokenPolicyDocumentIsRefusedWithItsPlaceAndRemedy() throws Exception {
    String user = fresh("dave");
    depot.newUser(user);
    Files.writeString(
        directory.resolve("broken.json"),
        """
        {
          "Version": "2012-10-17",
          "Statement": {"Effect": "allow", "Action": "s3:*", "Resource": "*"}
        }
        """);
    Set<String> before = depot.everything();

    assertThat(
            aws.run(
                    "iam",
                    "put-user-policy",
                    "--user-name",
                    user,
                    "--policy-name",
                    "p",
                    "--policy-document",
                    "file://" + directory.resolve("broken.json"),
                    "--profile",
                    "root")
                .fails()
                .err())
        .contains("MalformedPolicyDocument")
        .contains("line 3")
        .contains("column ")
        .contains("allow")
        .contains("Allow");
    assertThat(depot.everything()).isEqualTo(before);
  }

  private Program.Outcome root(String... arguments) throws Exception {
    String[] command = Arrays.copyOf(arguments, arguments.length + 2);
    command[arguments.length] = "--profile";
    command[arguments.length + 1] = "root";
    return aws.run(command).succeeds();
  }
}
