package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.directory.DirectoryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are full or do not keep what they are given: what was acknowledged stays, what does
 * not reach the disk is refused.
 */
class FailingDiskTest {
  private static final List<String> NO_SYNC =
      List.of(
          "strace",
          "-f",
          "-qq",
          "-o",
          "/dev/null",
          "-e",
          "trace=fsync,fdatasync",
          "-e",
          "inject=fsync,fdatasync:error=EIO:when=30+");

  /** In kibibytes: above the size of a new directory, so that some writes fit. */
  private static final List<String> SMALL_FILES =
      List.of("bash", "-c", "ulimit -f 400; exec \"$@\"", "bash");

  @TempDir Path temporary;

  @Test
  void whereNothingReachesTheDiskNothingIsAcknowledgedAndWhatWasStays() throws Exception {
    if (!works("strace", "-o", "/dev/null", "true")) {
      System.out.println(
          "SKIPPED: `strace` is not here or may not trace; install it to run this test");
      return;
    }
    List<String> lines = writeUntilRefused(NO_SYNC);
    assertThat(lines).filteredOn(line -> line.startsWith("pair ")).isNotEmpty();
    int refused = lines.indexOf("refused");
    assertThat(refused).isPositive();
    assertThat(lines.subList(refused, lines.size()))
        .as("a disk that failed once is not trusted until a restart")
        .allMatch("refused"::equals);
    requireKept(lines);
  }

  @Test
  void aFileThatMayNotGrowRefusesWritesAndKeepsWhatItHas() throws Exception {
    List<String> lines = writeUntilRefused(SMALL_FILES);
    assertThat(lines).contains("refused").filteredOn(line -> line.startsWith("pair ")).isNotEmpty();
    requireKept(lines);
  }

  @Test
  void aFullDiskRefusesWritesAndTakesThemAgainOnceThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    if (!works("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString())) {
      System.out.println("SKIPPED: no file system may be mounted here; run as root for this test");
      return;
    }
    List<String> lines = new ArrayList<>();
    try {
      try (Realm realm = Realms.open(disk.resolve("data"))) {
        AcknowledgedWrites writes = new AcknowledgedWrites(realm.directory(), lines::add);
        writes.make("before", false);
        Path filler = disk.resolve("filler");
        fill(filler);
        int refused = 0;
        for (int i = 0; i < 1000 && refused < 3; i++) {
          refused += isRefused(writes, "meanwhile-" + i) ? 1 : 0;
        }
        assertThat(refused).isEqualTo(3);
        assertThat(realm.directory().snapshot().accessKey(Realms.ROOT_KEY)).isPresent();
        Files.delete(filler);
        int attempts = 1;
        while (isRefused(writes, "after-" + attempts)) {
          assertThat(++attempts).isLessThan(100);
          Thread.sleep(20);
        }
        System.out.printf("writes again at attempt %d after there was room%n", attempts);
      }
      try (Realm realm = Realms.open(disk.resolve("data"))) {
        AcknowledgedWrites.requireAll(lines, realm.directory().snapshot());
      }
    } finally {
      assertThat(works("umount", disk.toString())).isTrue();
    }
  }

  /** Leaves no byte free. */
  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(filler).isNotEmptyFile();
    }
  }

  private static boolean isRefused(AcknowledgedWrites writes, String name) {
    try {
      writes.make(name, false);
      return false;
    } catch (DirectoryException e) {
      assertThat(e.code()).isEqualTo(DirectoryException.Code.SERVICE_FAILURE);
      return true;
    }
  }

  private List<String> writeUntilRefused(List<String> under) throws IOException {
    List<String> lines = new ArrayList<>();
    try (ChildJvm writer =
        ChildJvm.start(under, Writer.class, temporary.resolve("data").toString())) {
      for (String line = writer.readLine(); line != null; line = writer.readLine()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void requireKept(List<String> lines) {
    try (Realm realm = Realms.open(temporary.resolve("data"))) {
      AcknowledgedWrites.requireAll(lines, realm.directory().snapshot());
    }
  }

  /** Writes until it was refused five times; never closes the store as it should. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      Realm realm = Realms.open(Path.of(arguments[0]));
      AcknowledgedWrites writes = new AcknowledgedWrites(realm.directory(), System.out::println);
      int refused = 0;
      for (int i = 0; i < 100_000 && refused < 5; i++) {
        try {
          writes.make("user-" + i, i % 2 == 1);
        } catch (DirectoryException e) {
          refused++;
          System.out.println("refused");
        }
      }
      Runtime.getRuntime().halt(0);
    }
  }

  private static boolean works(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
