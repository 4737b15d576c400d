package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.Directory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes users as fast as it can, and looks for everything that it had
 * acknowledged. {@code -Dkill.cycles=50} makes more rounds.
 */
class KillTest {
  private static final int ROUNDS = Integer.getInteger("kill.cycles", 5);
  private static final long SEED = 20261122;

  @TempDir Path temporary;

  @Test
  void whatWasAcknowledgedSurvivesKill9() throws Exception {
    Path data = temporary.resolve("data");
    Random random = new Random(SEED);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(writeAndKill(data, "round-" + round, 1 + random.nextInt(120)));
      try (Realm realm = Realms.open(data)) {
        Directory directory = realm.directory().snapshot();
        assertThat(directory.users(Realms.ACCOUNT)).extracting("name").containsAll(acknowledged);
        assertThat(directory.accessKey(Realms.ROOT_KEY)).isPresent();
      }
    }
  }

  private static List<String> writeAndKill(Path data, String prefix, int enough) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (ChildJvm writer = ChildJvm.start(UserWriter.class, data.toString(), prefix)) {
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

  /** The process to be killed: one line of output for each user that is stored. */
  static final class UserWriter {
    private UserWriter() {}

    public static void main(String[] arguments) {
      try (Realm realm = Realms.open(Path.of(arguments[0]))) {
        for (int i = 0; ; i++) {
          String name = arguments[1] + "-" + i;
          realm.directory().execute(new CreateUser(Realms.ACCOUNT, "/", name, Map.of()));
          System.out.println(name);
        }
      }
    }
  }
}
