package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyWritersTest {
  private static final int WRITERS = 50;
  private static final int TRIES = 5;
  private static final int QUOTA = 100;

  @TempDir Path temporary;

  @Test
  void fiftyWritersFillAQuotaToTheLastAndNoFurtherEachInARevisionOfItsOwn() throws Exception {
    Quotas quotas = Quotas.AWS.with(Quota.USERS_PER_ACCOUNT, QUOTA);
    try (Realm realm = Realms.open(Realms.settings(temporary.resolve("data")).with(quotas))) {
      long before = realm.directory().snapshot().revision();
      List<Callable<Integer>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String name = "writer-" + i;
        writers.add(() -> made(realm, name));
      }
      ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
      int made = 0;
      try {
        for (Future<Integer> one : threads.invokeAll(writers)) {
          made += one.get();
        }
      } finally {
        threads.shutdownNow();
      }

      assertThat(made).isEqualTo(QUOTA);
      assertThat(realm.directory().snapshot().users(ACCOUNT)).hasSize(QUOTA);
      assertThat(realm.directory().snapshot().revision()).isEqualTo(before + QUOTA);
    }
    try (Realm again = Realms.open(Realms.settings(temporary.resolve("data")).with(quotas))) {
      assertThat(again.directory().snapshot().users(ACCOUNT)).hasSize(QUOTA);
    }
  }

  private static int made(Realm realm, String name) {
    int made = 0;
    for (int i = 0; i < TRIES; i++) {
      try {
        realm.directory().execute(new CreateUser(ACCOUNT, "/", name + "-" + i, Map.of()));
        made++;
      } catch (DirectoryException refused) {
        assertThat(refused.code()).isEqualTo(DirectoryException.Code.LIMIT_EXCEEDED);
      }
    }
    return made;
  }
}
