package io.ostiary.filter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link RequestTargetFuzz} claims holds of the attacks we know and of their pieces. */
class RequestTargetFuzzTest {
  private static final int TARGETS = 200_000;

  @Test
  void holdsOfTheKnownAttacksAndOrdinaryTargets() throws IOException {
    for (String table : List.of("attack-targets.txt", "ordinary-targets.txt")) {
      List<String> targets = lines(table);
      assertThat(targets).isNotEmpty();
      for (String target : targets) {
        RequestTargetFuzz.fuzzerTestOneInput(target.replaceFirst("\t.*", "").getBytes(UTF_8));
      }
    }
  }

  @Test
  void holdsOfWhatIsMadeUpOfTheirPieces() throws IOException {
    List<String> pieces = lines("attack-pieces.txt");
    Random random = new Random(20261122);
    for (int i = 0; i < TARGETS; i++) {
      StringBuilder target = new StringBuilder();
      for (int j = 1 + random.nextInt(6); j > 0; j--) {
        target.append(pieces.get(random.nextInt(pieces.size())));
      }
      RequestTargetFuzz.fuzzerTestOneInput(target.toString().getBytes(UTF_8));
    }
  }

  private static List<String> lines(String table) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            RequestTargetFuzzTest.class.getResourceAsStream("/io/ostiary/filter/" + table))) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# ") && !line.isEmpty())
          .toList();
    }
  }
}
