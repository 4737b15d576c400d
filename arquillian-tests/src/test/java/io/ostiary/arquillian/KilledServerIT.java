package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * {@code kill -9} in the middle of uploads and of changes to the directory: after the next start
 * all that was acknowledged is there, and nothing is there by half.
 *
 * <p>The build runs two cycles. The long form, for a release: {@code mvn verify -Dkill.cycles=50
 * -Dit.test=KilledServerIT}; cycle <i>n</i> is killed after the same number of steps every time.
 */
class KilledServerIT {
  private final Acknowledgements acknowledged = new Acknowledgements();

  @Test
  void keepsWhatItAcknowledged(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    int port = ServerProcess.freePort();
    for (int cycle = 0; cycle < Integer.getInteger("kill.cycles"); cycle++) {
      try (BootableDepot depot = BootableDepot.start(data, port)) {
        if (cycle == 0) {
          depot.installation().newBucket(Acknowledgements.BUCKET);
        } else {
          assertThatAllIsThere(depot.installation());
        }
        killInTheMiddle(depot, cycle);
      }
    }
    try (BootableDepot depot = BootableDepot.start(data, port)) {
      assertThatAllIsThere(depot.installation());
    }
  }

  private void killInTheMiddle(BootableDepot depot, int cycle) throws Exception {
    CountDownLatch steps = new CountDownLatch(20 + new Random(cycle).nextInt(60));
    ExecutorService clients = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (String client : new String[] {"anna", "berta"}) {
        String name = client + "-" + cycle;
        work.add(clients.submit(() -> acknowledged.work(depot.installation(), name, steps)));
      }
      work.add(clients.submit(() -> acknowledged.overwrite(depot.installation(), steps)));
      while (!steps.await(1, TimeUnit.SECONDS)) {
        for (Future<?> each : work) {
          if (each.isDone()) {
            each.get();
          }
        }
      }
      depot.kill();
      for (Future<?> each : work) {
        each.get(1, TimeUnit.MINUTES);
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private void assertThatAllIsThere(Installation depot) {
    try (S3Client s3 = depot.s3(depot.root());
        IamClient iam = depot.iam(depot.root())) {
      assertThatObjectsAreWhole(s3);
      assertThat(s3.listBuckets().buckets().stream().map(bucket -> bucket.name()))
          .containsAll(acknowledged.buckets);
      Set<String> users =
          iam.listUsersPaginator().users().stream().map(User::userName).collect(Collectors.toSet());
      assertThat(users).containsAll(acknowledged.users);
      for (String user : acknowledged.usersWithPolicy) {
        assertThat(iam.getUserPolicy(r -> r.userName(user).policyName("own")).policyDocument())
            .contains(user.replace("-", ""));
      }
    }
    acknowledged.keys.forEach(
        (user, key) -> {
          try (StsClient sts = depot.sts(key)) {
            assertThat(sts.getCallerIdentity().arn()).endsWith(":user/" + user);
          }
        });
  }

  private void assertThatObjectsAreWhole(S3Client s3) {
    Set<String> listed =
        s3.listObjectsV2Paginator(r -> r.bucket(Acknowledgements.BUCKET)).contents().stream()
            .map(S3Object::key)
            .collect(Collectors.toSet());
    assertThat(listed).containsAll(acknowledged.objects);
    for (String key : listed) {
      byte[] content =
          s3.getObjectAsBytes(r -> r.bucket(Acknowledgements.BUCKET).key(key)).asByteArray();
      if (key.equals(Acknowledgements.OVERWRITTEN)) {
        assertThat(acknowledged.mayHold(content)).as("a version that was sent").isTrue();
      } else {
        assertThat(content).as(key).isEqualTo(Acknowledgements.content(key));
      }
    }
  }
}
