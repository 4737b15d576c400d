package io.ostiary.filter.audit;

import static io.ostiary.filter.audit.AuditEventTest.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.filter.audit.AuditFile.Rotation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditFileTest {
  private static final Rotation NEVER = new Rotation(Long.MAX_VALUE, Duration.ofDays(36_500));

  @TempDir Path directory;
  private Path path;
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  @BeforeEach
  void choosePath() {
    path = directory.resolve("audit.log");
  }

  private AuditFile open(Rotation rotation) throws IOException {
    return AuditFile.open(path, rotation, () -> now);
  }

  private void write(Rotation rotation, String... ids) throws IOException {
    try (AuditFile file = open(rotation)) {
      for (String id : ids) {
        file.write(List.of(named(id)));
      }
    }
  }

  private Path[] files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toArray(Path[]::new);
    }
  }

  @Test
  void onlyItsOwnerReadsIt() throws Exception {
    write(NEVER, "one");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void aRestartGoesOnWithTheChain() throws Exception {
    write(NEVER, "one", "two");
    write(NEVER);
    write(NEVER, "three");

    assertThat(Chained.lines(path)).hasSize(3);
  }

  @Test
  void whatWasHandedOverTogetherIsChainedToo() throws Exception {
    try (AuditFile file = open(NEVER)) {
      file.write(List.of(named("one"), named("two"), named("three")));
      assertThat(Chained.lines(path)).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"event\":\"cut of", "x", "{\"event\":1,\"sequence\":3}"})
  void anUnfinishedLineIsTakenAway(String torn) throws Exception {
    write(NEVER, "one", "two");
    Files.writeString(path, torn, StandardOpenOption.APPEND);

    write(NEVER, "three");

    assertThat(Chained.lines(path)).hasSize(3);
  }

  @Test
  void aFileThatHoldsAnUnfinishedLineOnlyIsBegunAnew() throws Exception {
    Files.writeString(path, "{\"event\":");

    write(NEVER, "one");

    assertThat(Chained.lines(path)).hasSize(1);
  }

  @Test
  void aLineLongerThanABlockIsFoundAgain() throws Exception {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      many.put("parameter" + i, "x".repeat(2_000));
    }
    try (AuditFile file = open(NEVER)) {
      file.write(List.of(named("one"), AuditEventTest.of("two", many)));
    }
    write(NEVER, "three");

    assertThat(Chained.lines(path)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not ours\n", "{}\n", "{\"sequence\":\"1\"}\n", "\n"})
  void whatIsNoChainIsNotGoneOnWith(String text) throws Exception {
    Files.writeString(path, text);

    assertThatThrownBy(() -> open(NEVER))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none of an audit's chain")
        .hasMessageContaining("move the file away");
    assertThat(path).hasContent(text);
  }

  @Test
  void aSecondWriterIsRefused() throws Exception {
    try (AuditFile first = open(NEVER)) {
      assertThatThrownBy(() -> open(NEVER)).hasMessageContaining("another process's audit");
      first.write(List.of(named("one")));
    }
    assertThat(Chained.lines(path)).hasSize(1);
  }

  @Test
  void aLargeFileIsPutAsideUnderTheNumberOfItsLastLineAndTheChainGoesOn() throws Exception {
    Rotation small = new Rotation(2 * 500, Duration.ofDays(1));

    write(small, "one", "two", "three", "four");
    write(small, "five");

    assertThat(Chained.lines(files())).hasSize(5);
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("audit-000000000002.log", "audit-000000000004.log", "audit.log");
  }

  @Test
  void aPeriodThatEndsPutsTheFileAside() throws Exception {
    Rotation daily = new Rotation(Long.MAX_VALUE, Duration.ofDays(1));
    try (AuditFile file = open(daily)) {
      file.write(List.of(named("one")));
      now = Instant.parse("2026-11-22T23:59:59Z");
      file.write(List.of(named("two")));
      now = Instant.parse("2026-11-23T00:00:00Z");
      file.write(List.of(named("three")));
    }
    Files.setLastModifiedTime(path, FileTime.from(now));
    now = Instant.parse("2026-11-24T10:00:00Z");
    write(daily, "four");

    assertThat(Chained.lines(files())).hasSize(4);
    assertThat(files()).hasSize(3);
  }

  @Test
  void aProcessThatEndsWhileItPutsAFileAsideLosesNoPlaceInTheChain() throws Exception {
    write(NEVER, "one", "two");
    Files.move(path, directory.resolve("audit-000000000002.log"));

    write(NEVER, "three");

    assertThat(Chained.lines(files())).hasSize(3);
  }

  @Test
  void aDeviceThatIsFullKeepsNothingAndSaysSo() throws Exception {
    Files.createSymbolicLink(path, Path.of("/dev/full"));
    try (AuditQueue queue =
        AuditQueue.start(open(NEVER), AuditMode.REQUIRED, Duration.ofMinutes(1))) {
      assertThatThrownBy(() -> queue.record(AuditEventTest.DENIED))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left on device");
    }
  }

  @Test
  void onAFullDiskWhatWasRecordedIsThereAndTheRestIsRefusedUntilThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    if (!works("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString())) {
      System.out.println("SKIPPED: no file system may be mounted here; run as root for this test");
      return;
    }
    try {
      path = disk.resolve("audit.log");
      Path filler = disk.resolve("filler");
      try (OutputStream out = Files.newOutputStream(filler)) {
        out.write(new byte[256 * 1024]);
      }
      int kept = 0;
      List<Integer> refused = new ArrayList<>();
      try (AuditQueue queue =
          AuditQueue.start(
              open(new Rotation(64 * 1024, Duration.ofDays(1))),
              AuditMode.REQUIRED,
              Duration.ofMinutes(1))) {
        for (int i = 0; i < 900; i++) {
          if (i == 600) {
            Files.delete(filler);
          }
          try {
            queue.record(AuditEventTest.DENIED);
            kept++;
          } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
            refused.add(i);
          }
        }
        assertThat(queue.lost()).isEqualTo(refused.size());
      }
      assertThat(refused).isNotEmpty().allMatch(i -> i < 600);
      try (Stream<Path> files = Files.list(disk)) {
        assertThat(Chained.lines(files.sorted().toArray(Path[]::new))).hasSize(kept);
      }
    } finally {
      assertThat(works("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void manyThreadsMakeOneChain() throws Exception {
    List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
    try (AuditQueue queue =
        AuditQueue.start(
            open(new Rotation(64 * 1024, Duration.ofDays(1))),
            AuditMode.REQUIRED,
            Duration.ofMinutes(1))) {
      IntStream.range(0, 2_000)
          .parallel()
          .forEach(
              i -> {
                try {
                  queue.record(AuditEventTest.DENIED);
                } catch (IOException e) {
                  failures.add(e);
                }
              });
    }
    assertThat(failures).isEmpty();
    assertThat(Chained.lines(files())).hasSize(2_000);
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
