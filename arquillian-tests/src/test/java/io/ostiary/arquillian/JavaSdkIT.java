package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4aAuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4aHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.RegionSet;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The AWS SDK for Java, version 2, with its defaults: path style is all that is asked of it. */
class JavaSdkIT extends DepotInWildFly {
  private final String bucket = fresh("java");

  @BeforeEach
  void makeABucket() {
    depot.newBucket(bucket);
  }

  @Test
  void knowsWhoItIs() {
    String user = fresh("judy");
    try (StsClient root = depot.sts(depot.root());
        StsClient judy = depot.sts(depot.newUser(user))) {
      assertThat(root.getCallerIdentity().arn())
          .isEqualTo("arn:aws:iam::" + depot.accountId() + ":root");
      GetCallerIdentityResponse identity = judy.getCallerIdentity();
      assertThat(identity.arn()).isEqualTo("arn:aws:iam::" + depot.accountId() + ":user/" + user);
      assertThat(identity.account()).isEqualTo(depot.accountId());
      assertThat(identity.userId()).startsWith("AIDA");
    }
  }

  @Test
  void storesListsCopiesAndDeletes() {
    try (S3Client s3 = depot.s3(depot.newObjectKeeper(fresh("lucy")))) {
      s3.putObject(
          r -> r.bucket(bucket).key("a/1.txt").contentType("text/plain"),
          RequestBody.fromString("one"));
      GetObjectResponse got = s3.getObjectAsBytes(r -> r.bucket(bucket).key("a/1.txt")).response();
      assertThat(got.contentType()).isEqualTo("text/plain");
      assertThat(got.contentLength()).isEqualTo(3);
      s3.copyObject(
          r ->
              r.sourceBucket(bucket)
                  .sourceKey("a/1.txt")
                  .destinationBucket(bucket)
                  .destinationKey("b/1.txt"));
      assertThat(
              s3.listObjectsV2(r -> r.bucket(bucket).delimiter("/")).commonPrefixes().stream()
                  .map(prefix -> prefix.prefix()))
          .containsExactly("a/", "b/");
      s3.deleteObject(r -> r.bucket(bucket).key("a/1.txt"));
      s3.deleteObject(r -> r.bucket(bucket).key("b/1.txt"));
      assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).keyCount()).isZero();
      assertThatThrownBy(() -> s3.headObject(r -> r.bucket(bucket).key("a/1.txt")))
          .isInstanceOf(NoSuchKeyException.class);
      s3.deleteBucket(r -> r.bucket(bucket));
      assertThatThrownBy(() -> s3.listObjectsV2(r -> r.bucket(bucket)))
          .isInstanceOf(NoSuchBucketException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ChecksumAlgorithm.class,
      names = {"CRC32", "SHA1", "SHA256"})
  void uploadsInSignedChunksWithAChecksumBehindThem(ChecksumAlgorithm checksum) {
    byte[] content = random(300_000);
    try (S3Client s3 = depot.s3(depot.root())) {
      s3.putObject(
          r -> r.bucket(bucket).key("chunked").checksumAlgorithm(checksum),
          RequestBody.fromContentProvider(
              () -> new java.io.ByteArrayInputStream(content), content.length, "x/y"));
      assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("chunked")).asByteArray())
          .isEqualTo(content);
    }
  }

  @Test
  void uploadsInSignedChunksWithoutChecksumToo() {
    byte[] content = random(300_000);
    try (S3Client s3 =
        S3Client.builder()
            .endpointOverride(depot.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(depot.root()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(true)
                    .chunkedEncodingEnabled(true)
                    .build())
            .build()) {
      s3.putObject(r -> r.bucket(bucket).key("chunked"), RequestBody.fromBytes(content));
      assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("chunked")).asByteArray())
          .isEqualTo(content);
    }
  }

  @Test
  void uploadsInParts() {
    byte[] content = random(11 * 1024 * 1024);
    try (S3Client s3 = depot.s3(depot.root())) {
      String upload =
          s3.createMultipartUpload(r -> r.bucket(bucket).key("large").contentType("x/y"))
              .uploadId();
      CompletedPart first = part(s3, upload, 1, Arrays.copyOfRange(content, 0, 6 << 20));
      CompletedPart second =
          part(s3, upload, 2, Arrays.copyOfRange(content, 6 << 20, content.length));
      assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).contents()).isEmpty();
      s3.completeMultipartUpload(
          r ->
              r.bucket(bucket)
                  .key("large")
                  .uploadId(upload)
                  .multipartUpload(all -> all.parts(List.of(first, second))));
      assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("large")).asByteArray())
          .isEqualTo(content);
      assertThat(s3.headObject(r -> r.bucket(bucket).key("large")).eTag()).endsWith("-2\"");
    }
  }

  private CompletedPart part(S3Client s3, String upload, int number, byte[] content) {
    String tag =
        s3.uploadPart(
                r -> r.bucket(bucket).key("large").uploadId(upload).partNumber(number),
                RequestBody.fromBytes(content))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b?c#d%;e",
        "100%25 sure",
        "plus+and&equals=",
        "äöü/€/𝄞",
        "*",
        "${aws:username}",
        "a:b@c,d!e(f)~g'\"",
        "with/slash/"
      })
  void anOddKeyComesBackAsItWent(String key) {
    try (S3Client s3 = depot.s3(depot.root())) {
      s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("of " + key));
      assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).contents())
          .singleElement()
          .satisfies(object -> assertThat(object.key()).isEqualTo(key));
      assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String())
          .isEqualTo("of " + key);
      s3.copyObject(
          r ->
              r.sourceBucket(bucket)
                  .sourceKey(key)
                  .destinationBucket(bucket)
                  .destinationKey("copy"));
      assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("copy")).asUtf8String())
          .isEqualTo("of " + key);
      s3.deleteObject(r -> r.bucket(bucket).key(key));
      assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).keyCount()).isEqualTo(1);
    }
  }

  @Test
  void presignsAGetAndAPut() throws Exception {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(depot.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(depot.root()))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      URI put =
          presigner
              .presignPutObject(
                  r ->
                      r.signatureDuration(Duration.ofMinutes(5))
                          .putObjectRequest(p -> p.bucket(bucket).key("sent by a stranger")))
              .url()
              .toURI();
      URI get =
          presigner
              .presignGetObject(
                  r ->
                      r.signatureDuration(Duration.ofMinutes(5))
                          .getObjectRequest(g -> g.bucket(bucket).key("sent by a stranger")))
              .url()
              .toURI();
      HttpClient http = HttpClient.newHttpClient();
      HttpResponse<String> stored =
          http.send(
              HttpRequest.newBuilder(put).PUT(HttpRequest.BodyPublishers.ofString("hello")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
      assertThat(
              http.send(HttpRequest.newBuilder(get).build(), HttpResponse.BodyHandlers.ofString())
                  .body())
          .isEqualTo("hello");
    }
  }

  @Test
  void administersUsersKeysAndPolicies() {
    String user = fresh("ivy");
    String policy =
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}
        """;
    try (IamClient iam = depot.iam(depot.root())) {
      AwsCredentials key = depot.newUser(user, policy);
      assertThatThrownBy(() -> iam.createUser(r -> r.userName(user)))
          .isInstanceOf(EntityAlreadyExistsException.class);
      assertThat(iam.getUser(r -> r.userName(user)).user().arn()).endsWith(":user/" + user);
      assertThat(iam.listUserPolicies(r -> r.userName(user)).policyNames())
          .containsExactly("of-the-test");
      try (S3Client s3 = depot.s3(key)) {
        assertThat(s3.listBuckets().buckets()).anyMatch(b -> b.name().equals(bucket));
      }
      iam.deleteAccessKey(r -> r.userName(user).accessKeyId(key.accessKeyId()));
      iam.deleteUserPolicy(r -> r.userName(user).policyName("of-the-test"));
      iam.deleteUser(r -> r.userName(user));
      assertThatThrownBy(() -> iam.getUser(r -> r.userName(user)))
          .isInstanceOf(NoSuchEntityException.class);
    }
  }

  @Test
  void readsAnObjectAsAStreamAndInPieces() throws Exception {
    byte[] content = random(1_000_000);
    try (S3Client s3 = depot.s3(depot.root())) {
      s3.putObject(r -> r.bucket(bucket).key("k"), RequestBody.fromBytes(content));
      try (InputStream stream = s3.getObject(r -> r.bucket(bucket).key("k"))) {
        assertThat(stream.readAllBytes()).isEqualTo(content);
      }
      assertThat(
              s3.getObjectAsBytes(r -> r.bucket(bucket).key("k").range("bytes=999990-"))
                  .asByteArray())
          .isEqualTo(Arrays.copyOfRange(content, 999_990, 1_000_000));
    }
  }

  /** What a client sends, its algorithm and how its body is covered. */
  private static final class Heard implements ExecutionInterceptor {
    private final Set<String> algorithms = new TreeSet<>();
    private final Set<String> payloads = new TreeSet<>();

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      SdkHttpRequest sent = context.httpRequest();
      String authorization = sent.firstMatchingHeader("Authorization").orElseThrow();
      algorithms.add(authorization.substring(0, authorization.indexOf(' ')));
      sent.firstMatchingHeader("x-amz-content-sha256").ifPresent(payloads::add);
    }
  }

  @Test
  void signsByVersion4aForASetOfRegions() {
    byte[] content = random(300_000);
    Heard heard = new Heard();
    try (S3Client s3 =
        S3Client.builder()
            .endpointOverride(depot.endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(StaticCredentialsProvider.create(depot.root()))
            .putAuthScheme(AwsV4aAuthScheme.create())
            .authSchemeProvider(asked -> List.of(version4a(asked.operation())))
            .overrideConfiguration(client -> client.addExecutionInterceptor(heard))
            .build()) {
      s3.putObject(r -> r.bucket(bucket).key("a b"), RequestBody.fromBytes(content));
      assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("a b")).asByteArray())
          .isEqualTo(content);
      s3.deleteObject(r -> r.bucket(bucket).key("a b"));
      assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).keyCount()).isZero();
    }
    assertThat(heard.algorithms).containsExactly("AWS4-ECDSA-P256-SHA256");
    assertThat(heard.payloads).contains("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER");
  }

  private static AuthSchemeOption version4a(String operation) {
    boolean upload = operation.equals("PutObject");
    return AuthSchemeOption.builder()
        .schemeId(AwsV4aAuthScheme.SCHEME_ID)
        .putSignerProperty(AwsV4aHttpSigner.SERVICE_SIGNING_NAME, "s3")
        .putSignerProperty(AwsV4aHttpSigner.REGION_SET, RegionSet.create("us-*,eu-west-3"))
        .putSignerProperty(AwsV4aHttpSigner.DOUBLE_URL_ENCODE, false)
        .putSignerProperty(AwsV4aHttpSigner.NORMALIZE_PATH, false)
        .putSignerProperty(AwsV4aHttpSigner.CHUNK_ENCODING_ENABLED, upload)
        .putSignerProperty(AwsV4aHttpSigner.PAYLOAD_SIGNING_ENABLED, true)
        .build();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
