package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.directory.DirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers interrupt threads that serve requests; Java closes a file under one that writes to it.
 */
class InterruptedWriterTest {
  private static final int WRITES = 100;

  @TempDir Path temporary;

  @Test
  void anInterruptLosesNothingAndDoesNotStopTheNextWriter() throws Exception {
    List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger refused = new AtomicInteger();
    try (Realm realm = Realms.open(temporary.resolve("data"))) {
      AcknowledgedWrites writes = new AcknowledgedWrites(realm.directory(), acknowledged::add);
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; i < WRITES; i++) {
                  try {
                    writes.make("user-" + i, i % 2 == 1);
                  } catch (DirectoryException e) {
                    assertThat(e.code()).isEqualTo(DirectoryException.Code.SERVICE_FAILURE);
                    refused.incrementAndGet();
                  }
                }
              });
      writer.start();
      Random random = new Random(20261122);
      while (writer.isAlive()) {
        Thread.sleep(random.nextInt(30));
        writer.interrupt();
      }
      int before = acknowledged.size();
      writes.make("afterwards", false);
      assertThat(acknowledged).hasSize(before + 2);
    }
    try (Realm realm = Realms.open(temporary.resolve("data"))) {
      AcknowledgedWrites.requireAll(acknowledged, realm.directory().snapshot());
    }
    System.out.printf("%d writes of %d refused by interrupts%n", refused.get(), WRITES);
  }
}
