package io.ostiary.realm;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.realm.directory.AddUserToGroup;
import io.ostiary.realm.directory.AttachPolicy;
import io.ostiary.realm.directory.Batch;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateGroup;
import io.ostiary.realm.directory.CreatePolicy;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DeleteInlinePolicy;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.DisableRootUser;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.User;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An account that fills AWS's quotas: 5,000 users with an access key each, 1,500 policies, 300
 * groups. Prints how long loading and one change take and how much memory it keeps; holds that it
 * is all there and that it decides.
 *
 * <pre>
 * {@code mvn -pl realm -am test -Dtest=LargeDirectoryTest -Dsurefire.failIfNoSpecifiedTests=false}
 * </pre>
 */
@Tag("once")
class LargeDirectoryTest {
  private static final int USERS = 5_000;
  private static final int POLICIES = 1_500;
  private static final int GROUPS = 300;
  private static final int ACTIVE = 1_000;
  private static final int BATCH = 1_000;
  private static final int CHANGES = 200;
  private static final String ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  @TempDir Path temporary;

  @Test
  void anAccountThatFillsItsQuotasIsLoadedChangedAndHeld() {
    fill();
    Heap heap = use();
    long nothing = liveHeap();
    print("live heap of the realm: %.1f MiB".formatted(mebibytes(heap.loaded - nothing)));
    print(
        "with the compiled sets of %s principals: %.1f MiB"
            .formatted(ACTIVE, mebibytes(heap.compiled - nothing)));
  }

  /** What is reachable once everything is loaded, and once the active principals' sets are made. */
  private record Heap(long loaded, long compiled) {}

  private Heap use() {
    long start = System.nanoTime();
    try (Realm realm = Realms.open(temporary)) {
      print("opened and loaded in %.0f ms".formatted(millis(start)));
      Heap heap = compile(realm.directory().snapshot());
      changes(realm, "the first changes, stored and visible");
      changes(realm, "one change, stored and visible");
      realm.directory().execute(new PutInlinePolicy(user(USERS - 1), "all", ALL));
      realm.directory().execute(new DisableRootUser(ACCOUNT));
      changes(realm, "the same while the root user is disabled");
      long losing = System.nanoTime();
      assertThatThrownBy(
              () -> realm.directory().execute(new DeleteInlinePolicy(user(USERS - 1), "all")))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining("is the last who can");
      print("refused to lose the last of %s users in %.0f ms".formatted(USERS, millis(losing)));
      return heap;
    }
  }

  private static Heap compile(Directory directory) {
    assertThat(directory.users(ACCOUNT)).hasSize(USERS);
    assertThat(directory.managedPolicies(ACCOUNT)).hasSize(POLICIES);
    assertThat(directory.groups(ACCOUNT)).hasSize(GROUPS);
    long loaded = liveHeap();
    long compiling = System.nanoTime();
    List<PolicySet> active = new ArrayList<>();
    for (User user : directory.users(ACCOUNT).subList(0, ACTIVE)) {
      active.add(directory.identityPolicies(user));
    }
    print("compiled the sets of %s principals in %.0f ms".formatted(ACTIVE, millis(compiling)));
    Heap heap = new Heap(loaded, liveHeap());
    assertThat(active).hasSize(ACTIVE).doesNotContain(PolicySet.EMPTY);
    return heap;
  }

  private void fill() {
    try (Realm realm = Realms.open(temporary)) {
      fill(realm);
    }
  }

  private static void fill(Realm realm) {
    List<DirectoryCommand<?>> commands = new ArrayList<>();
    for (int i = 0; i < POLICIES; i++) {
      commands.add(new CreatePolicy(ACCOUNT, "/", "policy-" + i, policy(i)));
    }
    for (int i = 0; i < GROUPS; i++) {
      commands.add(new CreateGroup(ACCOUNT, "/", "group-" + i));
      for (int j = 0; j < 3; j++) {
        commands.add(new AttachPolicy(IdentityName.group(ACCOUNT, "group-" + i), arn(i * 3 + j)));
      }
    }
    for (int i = 0; i < USERS; i++) {
      String name = "user-" + i;
      commands.add(new CreateUser(ACCOUNT, "/", name, Map.of("team", "team-" + i % 40)));
      commands.add(new CreateAccessKey(ACCOUNT, name));
      commands.add(new AttachPolicy(user(i), arn(900 + i % 600)));
      commands.add(new PutInlinePolicy(user(i), "own", policy(POLICIES + i)));
      for (int j = 0; j < 3; j++) {
        commands.add(new AddUserToGroup(ACCOUNT, "group-" + (i + j * 97) % GROUPS, name));
      }
    }
    long start = System.nanoTime();
    for (int from = 0; from < commands.size(); from += BATCH) {
      int to = Math.min(from + BATCH, commands.size());
      realm.directory().execute(new Batch(commands.subList(from, to)));
    }
    print("made by %s commands in %.0f ms".formatted(commands.size(), millis(start)));
  }

  private static IdentityName user(int i) {
    return IdentityName.user(ACCOUNT, "user-" + i);
  }

  private static String arn(int policy) {
    return "arn:aws:iam::" + ACCOUNT + ":policy/policy-" + policy;
  }

  /** Five statements, some 900 characters. */
  private static String policy(int seed) {
    StringBuilder statements = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      statements
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"Sid":"S%s","Effect":"%s","Action":["docs:Read%s","docs:List*"],\
              "Resource":"arn:aws:docs:::shelf-%s/part-%s/*",\
              "Condition":{"StringEquals":{"aws:PrincipalTag/team":"team-%s"}}}"""
                  .formatted(i, i == 4 ? "Deny" : "Allow", i, seed, i, seed % 40));
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  private static void changes(Realm realm, String what) {
    double[] times = new double[CHANGES];
    for (int i = 0; i < CHANGES; i++) {
      long start = System.nanoTime();
      realm.directory().execute(new PutInlinePolicy(user(i), "changed", policy(i)));
      Directory now = realm.directory().snapshot();
      User user = now.user(ACCOUNT, "user-" + i).orElseThrow();
      assertThat(now.inlinePolicies(user)).hasSize(2);
      assertThat(now.identityPolicies(user)).isNotSameAs(PolicySet.EMPTY);
      times[i] = millis(start);
      realm.directory().execute(new DeleteInlinePolicy(user(i), "changed"));
    }
    Arrays.sort(times);
    print(
        (what + ": median %.2f ms, 99 of 100 within %.2f ms")
            .formatted(times[CHANGES / 2], times[CHANGES * 99 / 100]));
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }

  private static double mebibytes(long bytes) {
    return bytes / (double) (1 << 20);
  }

  private static long liveHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
