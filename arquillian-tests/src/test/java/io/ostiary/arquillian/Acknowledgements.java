package io.ostiary.arquillian;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What a server has acknowledged while it lived: the work, and the record of each piece that was
 * answered with success. What an object must hold follows from its key.
 */
final class Acknowledgements {
  static final String BUCKET = "uploads";
  static final String OVERWRITTEN = "overwritten";

  final Set<String> buckets = ConcurrentHashMap.newKeySet();
  final Set<String> objects = ConcurrentHashMap.newKeySet();
  final Set<String> users = ConcurrentHashMap.newKeySet();
  final Set<String> usersWithPolicy = ConcurrentHashMap.newKeySet();
  final Map<String, AwsCredentials> keys = new ConcurrentHashMap<>();

  /** The last version of {@link #OVERWRITTEN} that was asked for, and that was acknowledged. */
  final AtomicInteger asked = new AtomicInteger();

  final AtomicInteger acknowledged = new AtomicInteger();

  /** The content of {@code key}: 50 to 300 KB that no other key has. */
  static byte[] content(String key) {
    Random random = new Random(key.hashCode());
    byte[] bytes = new byte[50_000 + random.nextInt(250_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  static String policyOf(String user) {
    return """
        {"Version": "2012-10-17",
         "Statement": {"Sid": "of%s", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
        """
        .formatted(user.replace("-", ""));
  }

  /** Works until the server is gone. Each acknowledged step counts {@code steps} down. */
  void work(Installation depot, String name, CountDownLatch steps) {
    try (S3Client s3 = depot.s3(depot.root());
        IamClient iam = depot.iam(depot.root())) {
      for (int i = 0; ; i++) {
        String thing = name + "-" + i;
        store(s3, thing, steps);
        enrol(iam, thing, steps);
      }
    } catch (SdkException | UncheckedIOException gone) {
      // The server was killed, which is what this is about; a refusal would stop the count.
      if (steps.getCount() > 0) {
        throw gone;
      }
    }
  }

  /** Writes one object again and again. */
  void overwrite(Installation depot, CountDownLatch steps) {
    try (S3Client s3 = depot.s3(depot.root())) {
      while (true) {
        int version = asked.incrementAndGet();
        s3.putObject(
            r -> r.bucket(BUCKET).key(OVERWRITTEN),
            RequestBody.fromBytes(content(OVERWRITTEN + version)));
        acknowledged.set(version);
        steps.countDown();
      }
    } catch (SdkException | UncheckedIOException gone) {
      if (steps.getCount() > 0) {
        throw gone;
      }
    }
  }

  private void store(S3Client s3, String thing, CountDownLatch steps) {
    s3.putObject(r -> r.bucket(BUCKET).key(thing), RequestBody.fromBytes(content(thing)));
    objects.add(thing);
    steps.countDown();
    s3.createBucket(r -> r.bucket(thing));
    buckets.add(thing);
    steps.countDown();
  }

  private void enrol(IamClient iam, String user, CountDownLatch steps) {
    iam.createUser(r -> r.userName(user));
    users.add(user);
    steps.countDown();
    iam.putUserPolicy(r -> r.userName(user).policyName("own").policyDocument(policyOf(user)));
    usersWithPolicy.add(user);
    steps.countDown();
    AccessKey key = iam.createAccessKey(r -> r.userName(user)).accessKey();
    keys.put(user, AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    steps.countDown();
  }

  /** Says whether {@code content} is a version that may be there after the server's death. */
  boolean mayHold(byte[] content) {
    for (int version = acknowledged.get(); version <= asked.get(); version++) {
      if (Arrays.equals(content, content(OVERWRITTEN + version))) {
        return true;
      }
    }
    return false;
  }
}
