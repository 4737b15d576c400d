package io.ostiary.filter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
  private static final int MEMORY = 20_000;

  @TempDir Path directory;

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {0, 1, 19_999, 20_000, 20_001, 100_000})
  void givesBackWhatItTook(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);

    try (Spool spool = Spool.fill(new ByteArrayInputStream(bytes), MEMORY, directory)) {
      assertThat(spool.size()).isEqualTo(size);
      assertThat(spool.toByteArray()).isEqualTo(bytes);
      try (InputStream again = spool.open(0, size)) {
        assertThat(again.readAllBytes()).isEqualTo(bytes);
      }
      try (InputStream part = spool.open(size / 3, size / 3)) {
        assertThat(part.readAllBytes())
            .isEqualTo(Arrays.copyOfRange(bytes, size / 3, 2 * (size / 3)));
      }
    }
  }

  @Test
  void leavesNoFileBehindEvenWhileItIsOpen() throws IOException {
    try (Spool spool = Spool.fill(new ByteArrayInputStream(new byte[50_000]), MEMORY, directory)) {
      assertThat(spool.size()).isEqualTo(50_000);
      assertThat(files()).isEmpty();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void leavesNoFileBehindWhenTheBodyBreaksOff() throws IOException {
    InputStream broken = new LimitedStream(new ByteArrayInputStream(new byte[50_000]), 40_000);

    assertThatThrownBy(() -> Spool.fill(broken, MEMORY, directory))
        .isInstanceOf(BodyTooLargeException.class)
        .hasMessageContaining("40000");
    assertThat(files()).isEmpty();
  }

  @Test
  void readsByteByByteAndSkips() throws IOException {
    byte[] bytes = new byte[30_000];
    bytes[25_000] = (byte) 0xff;
    try (Spool spool = Spool.fill(new ByteArrayInputStream(bytes), MEMORY, directory);
        InputStream stream = spool.open(0, bytes.length)) {
      assertThat(stream.skip(25_000)).isEqualTo(25_000);
      assertThat(stream.read()).isEqualTo(0xff);
      assertThat(stream.available()).isEqualTo(4_999);
      assertThat(stream.skip(10_000)).isEqualTo(4_999);
      assertThat(stream.read()).isEqualTo(-1);
    }
  }

  private Path[] files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toArray(Path[]::new);
    }
  }
}
