package io.ostiary.arquillian;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * A Depot that listens, and its root user's key. Tests make what they need as root, over IAM, and
 * give everything a name of its own: several test classes use one installation after the other.
 */
record Installation(URI endpoint, String accountId, AwsCredentials root) {

  /**
   * The installation inside the WildFly that Arquillian starts; {@link OwnServers} chose its port.
   */
  static Installation inWildFly() {
    return on(Integer.getInteger("wildfly.http.port"));
  }

  /** The installation on {@code port} of this machine, started with the test build's root key. */
  static Installation on(int port) {
    return new Installation(
        URI.create("http://127.0.0.1:" + port),
        System.getProperty("ostiary.account.id"),
        AwsBasicCredentials.create(
            System.getProperty("ostiary.root.access.key.id"),
            System.getProperty("ostiary.root.secret.access.key")));
  }

  /** The settings of an installation with the test build's account and root key. */
  static Map<String, String> properties(Path data) {
    return Map.of(
        "ostiary.data", data.toString(),
        "ostiary.account.id", System.getProperty("ostiary.account.id"),
        "ostiary.root.access.key.id", System.getProperty("ostiary.root.access.key.id"),
        "ostiary.root.secret.access.key", System.getProperty("ostiary.root.secret.access.key"));
  }

  S3Client s3(AwsCredentials caller) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(StaticCredentialsProvider.create(caller))
        .build();
  }

  IamClient iam(AwsCredentials caller) {
    return IamClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(StaticCredentialsProvider.create(caller))
        .build();
  }

  StsClient sts(AwsCredentials caller) {
    return StsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(StaticCredentialsProvider.create(caller))
        .build();
  }

  /** A name that no other test uses, such as {@code bob-1f3c9a2e}. */
  static String fresh(String stem) {
    return stem + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Makes a user without any policy and gives back its new access key. */
  AwsCredentials newUser(String name) {
    try (IamClient iam = iam(root)) {
      iam.createUser(request -> request.userName(name));
      AccessKey key = iam.createAccessKey(request -> request.userName(name)).accessKey();
      return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }
  }

  /** Makes a user with one inline policy and gives back its new access key. */
  AwsCredentials newUser(String name, String policy) {
    AwsCredentials key = newUser(name);
    try (IamClient iam = iam(root)) {
      iam.putUserPolicy(
          request -> request.userName(name).policyName("of-the-test").policyDocument(policy));
    }
    return key;
  }

  /** Makes a user that may do everything in Depot, and nothing else. */
  AwsCredentials newObjectKeeper(String name) {
    return newUser(
        name,
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
        """);
  }

  /**
   * Makes a role for whom an identity provider vouches on a condition, such as {@code
   * "StringEquals": {"saml:sub": "alice"}}, and gives back its ARN.
   */
  String newRole(String name, String provider, String action, String condition) {
    try (IamClient iam = iam(root)) {
      return iam.createRole(
              request ->
                  request
                      .roleName(name)
                      .assumeRolePolicyDocument(
                          """
                          {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                           "Principal": {"Federated": "%s"}, "Action": ["%s", "sts:TagSession"],
                           "Condition": {%s}}}
                          """
                              .formatted(provider, action, condition)))
          .role()
          .arn();
    }
  }

  /** STS for callers without keys. */
  StsClient sts() {
    return StsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }

  /** Exchanges a token for a session; the error's code, or nothing if there is none. */
  String exchangeToken(String role, String token) {
    try (StsClient sts = sts()) {
      sts.assumeRoleWithWebIdentity(
          request -> request.roleArn(role).roleSessionName("job").webIdentityToken(token));
      return "";
    } catch (StsException refused) {
      return refused.awsErrorDetails().errorCode();
    }
  }

  /** Exchanges a SAML response for a session; the error's code, or nothing if there is none. */
  String exchangeResponse(String role, String provider, String response) {
    try (StsClient sts = sts()) {
      sts.assumeRoleWithSAML(
          request -> request.roleArn(role).principalArn(provider).samlAssertion(response));
      return "";
    } catch (StsException refused) {
      return refused.awsErrorDetails().errorCode();
    }
  }

  void newBucket(String name) {
    try (S3Client s3 = s3(root)) {
      s3.createBucket(request -> request.bucket(name));
    }
  }

  void newObject(String bucket, String key, String text) {
    try (S3Client s3 = s3(root)) {
      s3.putObject(
          request -> request.bucket(bucket).key(key),
          RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  void putBucketPolicy(String bucket, String policy) {
    try (S3Client s3 = s3(root)) {
      s3.putBucketPolicy(request -> request.bucket(bucket).policy(policy));
    }
  }

  /**
   * Everything that a refused request could have made or changed, one line each: what {@link
   * #objects()} has, users, their inline policies and access keys.
   */
  Set<String> everything() {
    Set<String> things = objects();
    try (IamClient iam = iam(root)) {
      iam.listUsersPaginator().users().forEach(user -> describe(iam, user.userName(), things));
    }
    return things;
  }

  /** All that Depot keeps, one line each: buckets with their policies, and objects. */
  Set<String> objects() {
    Set<String> things = new TreeSet<>();
    try (S3Client s3 = s3(root)) {
      for (Bucket bucket : s3.listBuckets().buckets()) {
        things.add("bucket " + bucket.name() + " policy " + policyOf(s3, bucket.name()));
        s3.listObjectsV2Paginator(request -> request.bucket(bucket.name()))
            .contents()
            .forEach(
                object ->
                    things.add(
                        "object %s/%s %d %s"
                            .formatted(bucket.name(), object.key(), object.size(), object.eTag())));
      }
    }
    return things;
  }

  private static String policyOf(S3Client s3, String bucket) {
    try {
      return s3.getBucketPolicy(request -> request.bucket(bucket)).policy();
    } catch (S3Exception none) {
      if (!"NoSuchBucketPolicy".equals(none.awsErrorDetails().errorCode())) {
        throw none;
      }
      return "none";
    }
  }

  private static void describe(IamClient iam, String user, Set<String> things) {
    things.add("user " + user);
    try {
      iam.listUserPolicies(request -> request.userName(user))
          .policyNames()
          .forEach(
              policy ->
                  things.add(
                      "user %s policy %s %s"
                          .formatted(
                              user,
                              policy,
                              iam.getUserPolicy(r -> r.userName(user).policyName(policy))
                                  .policyDocument())));
      iam.listAccessKeys(request -> request.userName(user))
          .accessKeyMetadata()
          .forEach(key -> things.add("key " + key.accessKeyId() + " " + key.statusAsString()));
    } catch (NoSuchEntityException deletedMeanwhile) {
      things.add("user " + user + " vanished while it was read");
    }
  }
}
