package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes as fast as it can, and looks for everything that it had acknowledged.
 * {@code -Dkill.cycles=1000} makes more rounds.
 */
class KillTest {
  private static final int ROUNDS = Integer.getInteger("kill.cycles", 12);
  private static final long SEED = 20261122;

  @TempDir Path temporary;

  @Test
  void whatWasAcknowledgedSurvivesKill9() throws Exception {
    Path data = temporary.resolve("data");
    Random random = new Random(SEED);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(writeAndKill(data, "round-" + round, 1 + random.nextInt(60)));
      try (Realm realm = Realms.open(data)) {
        AcknowledgedWrites.requireAll(acknowledged, realm.directory().snapshot());
      }
    }
    System.out.printf("%d kills, %d acknowledgements, all kept%n", ROUNDS, acknowledged.size());
  }

  private static List<String> writeAndKill(Path data, String prefix, int enough) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (ChildJvm writer = ChildJvm.start(Writer.class, data.toString(), prefix)) {
      String line = writer.readLine();
      while (line != null && acknowledged.size() < enough) {
        acknowledged.add(line);
        line = writer.readLine();
      }
      writer.kill();
      // What it wrote to the pipe before it died counts as acknowledged too.
      while (line != null) {
        acknowledged.add(line);
        line = writer.readLine();
      }
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(enough);
    return acknowledged;
  }

  /** The process to be killed: one line of output for each acknowledgement. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      try (Realm realm = Realms.open(Path.of(arguments[0]))) {
        AcknowledgedWrites writes = new AcknowledgedWrites(realm.directory(), System.out::println);
        for (int i = 0; ; i++) {
          writes.make(arguments[1] + "-" + i, i % 2 == 1);
        }
      }
    }
  }
}
