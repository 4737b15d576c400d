package io.ostiary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ostiary audit verify}, on lines chained as they are documented to be. */
class AuditVerifyTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> lines = new ArrayList<>();
  private String digest = "0".repeat(64);

  @BeforeEach
  void chain() throws Exception {
    for (int i = 1; i <= 6; i++) {
      String line =
          "{\"eventName\":\"GetObject\",\"x\":\"é\",\"sequence\":%d,\"previous\":\"%s\"}"
              .formatted(i, digest);
      lines.add(line);
      digest =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(line.getBytes(UTF_8)));
    }
  }

  private int verify(String... files) {
    List<String> arguments = new ArrayList<>(List.of("audit", "verify"));
    arguments.addAll(List.of(files));
    return Ostiary.run(
        new Console(new ByteArrayInputStream(new byte[0]), out, err, directory),
        arguments.toArray(String[]::new));
  }

  private void write(String name, List<String> text) throws IOException {
    Files.writeString(directory.resolve(name), String.join("\n", text) + '\n');
  }

  private void assertBroken(String message) throws IOException {
    write("a.log", lines);
    assertThat(verify("a.log")).isEqualTo(1);
    assertThat(out.toString(UTF_8)).isEqualTo(message + '\n');
  }

  @Test
  void anUnbrokenChainIsFollowedThroughAllFiles() throws IOException {
    write("a.log", lines.subList(0, 2));
    write("b.log", lines.subList(2, 5));
    write("c.log", lines.subList(5, 6));

    assertThat(verify("a.log", "b.log", "c.log")).isZero();
    assertThat(out.toString(UTF_8))
        .isEqualTo("lines 1 to 6 are unbroken; the last has the digest " + digest + '\n');
  }

  @Test
  void oldFilesMayBeGone() throws IOException {
    write("b.log", lines.subList(2, 6));

    assertThat(verify("b.log")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("lines 3 to 6 are unbroken");
  }

  @Test
  void aLineThatIsBeingWrittenIsNotLookedAt() throws IOException {
    Files.writeString(directory.resolve("a.log"), lines.get(0) + "\n{\"eventName\":");

    assertThat(verify("a.log")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("lines 1 to 1 are unbroken");
  }

  @Test
  void aChangedLineIsNamed() throws IOException {
    lines.set(2, lines.get(2).replace("GetObject", "PutObject"));
    assertBroken(
        "a.log:3: was changed, since the line after it, a.log:4, holds another digest of it");
  }

  @Test
  void aLineThatWasLeftOutIsNoticed() throws IOException {
    lines.remove(3);
    assertBroken("a.log:4: number 5 comes after number 3; lines were left out or put in");
  }

  @Test
  void aLineThatWasPutInIsNoticed() throws IOException {
    lines.add(3, lines.get(3).replace("GetObject", "PutObject"));
    assertBroken("a.log:5: number 4 comes after number 4; lines were left out or put in");
  }

  @Test
  void linesThatWereSwappedAreNoticed() throws IOException {
    lines.add(1, lines.remove(2));
    assertBroken("a.log:2: number 3 comes after number 1; lines were left out or put in");
  }

  @Test
  void filesInTheWrongOrderAreNoticed() throws IOException {
    write("a.log", lines.subList(0, 3));
    write("b.log", lines.subList(3, 6));
    assertThat(verify("b.log", "a.log")).isEqualTo(1);
    assertThat(out.toString(UTF_8)).startsWith("a.log:1: number 1 comes after number 6");
  }

  @Test
  void aBeginningThatWasCutOffIsNoticedWhereTheFirstLineClaimsToBeIt() throws IOException {
    lines.set(0, lines.get(0).replace("0000", "0001"));
    assertBroken("a.log:1: is the first, but names one before it");
  }

  @Test
  void whatIsNoLineOfAnAuditIsNamed() throws IOException {
    for (String foreign :
        List.of(
            "",
            "{}",
            lines.get(1) + ' ',
            lines.get(1).replace("\"sequence\":2", "\"sequence\":two"),
            lines.get(1).replace("\"sequence\":2", "\"sequence\":"),
            lines.get(1).replace("\"previous\"", "\"former\""),
            lines.get(1).replace("\"}", "0\"}"))) {
      List<String> changed = new ArrayList<>(lines);
      changed.set(1, foreign);
      write("a.log", changed);
      out.reset();
      assertThat(verify("a.log")).as(foreign).isEqualTo(1);
      assertThat(out.toString(UTF_8))
          .as(foreign)
          .isEqualTo("a.log:2: is no line of an audit's chain\n");
    }
  }

  @Test
  void anEmptyFileHasNoLine() throws IOException {
    Files.writeString(directory.resolve("a.log"), "");
    assertThat(verify("a.log")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("there is no line\n");
  }

  @Test
  void aFileThatIsNotThereIsAFailure() {
    assertThat(verify("none.log")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("there is no file `none.log`");
  }
}
