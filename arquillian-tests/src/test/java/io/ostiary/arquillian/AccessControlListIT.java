package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access-control lists by the stock {@code aws} command; anonymous by {@code curl}. */
class AccessControlListIT extends DepotInWildFly {
  private static final String ALL = "http://acs.amazonaws.com/groups/global/AllUsers";
  private static final String AUTHENTICATED =
      "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

  @TempDir Path directory;
  private AwsCli aws;
  private String bucket;

  @BeforeEach
  void makeABucketThatTakesAcls() throws Exception {
    Program.assumePresent("curl");
    aws = new AwsCli(directory, depot).profile("root", depot.root());
    bucket = fresh("acl");
    root("create-bucket", "--bucket", bucket, "--object-ownership", "BucketOwnerPreferred");
    Files.writeString(directory.resolve("text"), "hello");
  }

  private Program.Outcome run(String profile, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("s3api"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--profile", profile));
    return aws.run(all.toArray(String[]::new));
  }

  private String root(String... arguments) throws IOException, InterruptedException {
    return run("root", arguments).succeeds().out();
  }

  private String anonymously(String path) throws IOException, InterruptedException {
    return new Program(directory, Map.of())
        .run("curl", "-sS", "-w", " %{http_code}", depot.endpoint() + "/" + bucket + path)
        .succeeds()
        .out();
  }

  private void put(String key, String... arguments) throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("put-object", "--bucket", bucket, "--key", key, "--body", "text"));
    all.addAll(Arrays.asList(arguments));
    root(all.toArray(String[]::new));
  }

  @Test
  void anObjectIsPublicAsLongAsItsAclSaysSo() throws Exception {
    put("open.txt", "--acl", "public-read");
    put("shut.txt");

    assertThat(anonymously("/open.txt")).isEqualTo("hello 200");
    assertThat(anonymously("/shut.txt")).contains("AccessDenied").endsWith(" 403");
    assertThat(anonymously("/open.txt?acl")).endsWith(" 403");
    assertThat(anonymously("")).endsWith(" 403");
    assertThat(root("get-object-acl", "--bucket", bucket, "--key", "open.txt"))
        .contains(ALL, "FULL_CONTROL", "CanonicalUser");
    assertThat(root("get-object-acl", "--bucket", bucket, "--key", "shut.txt"))
        .contains("FULL_CONTROL")
        .doesNotContain(ALL);

    root("put-object-acl", "--bucket", bucket, "--key", "open.txt", "--acl", "private");
    assertThat(anonymously("/open.txt")).endsWith(" 403");
  }

  @Test
  void authenticatedUsersAreNotAnonymous() throws Exception {
    put("k");
    root("put-object-acl", "--bucket", bucket, "--key", "k", "--acl", "authenticated-read");
    aws.profile("guest", depot.newUser(fresh("guest")));

    run("guest", "get-object", "--bucket", bucket, "--key", "k", "got").succeeds();
    assertThat(directory.resolve("got")).hasContent("hello");
    assertThat(anonymously("/k")).endsWith(" 403");
    assertThat(run("guest", "get-object-acl", "--bucket", bucket, "--key", "k").fails().err())
        .contains("AccessDenied");
  }

  @Test
  void aBucketsAclIsSetByHeadersAndByDocument() throws Exception {
    put("k");
    root("put-bucket-acl", "--bucket", bucket, "--grant-read", "uri=" + ALL);
    assertThat(anonymously("")).contains("<Key>k</Key>").endsWith(" 200");
    assertThat(anonymously("/k")).endsWith(" 403");

    String acl = root("get-bucket-acl", "--bucket", bucket).replace(ALL, AUTHENTICATED);
    Files.writeString(directory.resolve("acl.json"), acl);
    root("put-bucket-acl", "--bucket", bucket, "--access-control-policy", "file://acl.json");
    assertThat(anonymously("")).endsWith(" 403");
    assertThat(root("get-bucket-acl", "--bucket", bucket)).contains(AUTHENTICATED);

    aws.profile("guest", depot.newUser(fresh("guest")));
    assertThat(run("guest", "list-objects-v2", "--bucket", bucket).succeeds().out())
        .contains("\"k\"");
  }

  @Test
  void anExplicitDenyOutweighsAnAcl() throws Exception {
    put("open.txt", "--acl", "public-read");
    assertThat(anonymously("/open.txt")).endsWith(" 200");
    depot.putBucketPolicy(
        bucket,
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject",
                       "Resource": "arn:aws:s3:::%s/*", "Condition": {"Null": {"aws:PrincipalAccount": "true"}}}}
        """
            .formatted(bucket));

    assertThat(anonymously("/open.txt")).endsWith(" 403");
    root("get-object", "--bucket", bucket, "--key", "open.txt", "got");
  }

  @Test
  void whoMayWriteMayNotThereforeGrant() throws Exception {
    aws.profile(
        "writer",
        depot.newUser(
            fresh("writer"),
            """
            {"Version": "2012-10-17",
             "Statement": {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}}
            """));
    String[] write = {"put-object", "--bucket", bucket, "--key", "k", "--body", "text"};
    run("writer", write).succeeds();
    String[] publish = Arrays.copyOf(write, write.length + 2);
    publish[write.length] = "--acl";
    publish[write.length + 1] = "public-read";

    assertThat(run("writer", publish).fails().err()).contains("s3:PutObjectAcl");
    assertThat(anonymously("/k")).endsWith(" 403");
  }

  @Test
  void aBucketMadeWithoutAWordTakesNoAcls() throws Exception {
    String plain = fresh("plain");
    root("create-bucket", "--bucket", plain);

    assertThat(
            run("root", "put-bucket-acl", "--bucket", plain, "--acl", "public-read").fails().err())
        .contains("AccessControlListNotSupported");
    assertThat(
            run("root", "put-object", "--bucket", plain, "--key", "k", "--acl", "public-read")
                .fails()
                .err())
        .contains("AccessControlListNotSupported");
  }
}
