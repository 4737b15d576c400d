package io.ostiary.depot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only bytes on a socket can say. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RawHttpTest {
  @TempDir private static Path data;
  private static RunningDepot depot;

  @BeforeAll
  static void start() throws IOException {
    depot = RunningDepot.start(data);
    exchange("PUT /box HTTP/1.1", "Content-Length: 0", "", "");
  }

  @AfterAll
  static void stop() {
    depot.close();
  }

  /** Sends lines, the last of which is the body, and gives back all that comes. */
  private static String exchange(String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), depot.port())) {
      String text =
          String.join("\r\n", lines)
              .replaceFirst("\r\n", "\r\nHost: localhost\r\nConnection: close\r\n");
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aClientThatWaitsIsToldWhatIsWrongBeforeItSends() throws IOException {
    String answer =
        exchange("PUT /none/k HTTP/1.1", "Expect: 100-continue", "Content-Length: 5", "", "");
    assertThat(answer).startsWith("HTTP/1.1 404").contains("<Code>NoSuchBucket</Code>");
  }

  @Test
  void aClientThatWaitsIsToldToGoOn() throws IOException {
    String answer =
        exchange("PUT /box/w HTTP/1.1", "Expect: 100-continue", "Content-Length: 2", "", "hi");
    assertThat(answer).startsWith("HTTP/1.1 100").contains("HTTP/1.1 200");
  }

  @Test
  void aChecksumMayComeBehindTheBody() throws IOException {
    String answer =
        exchange(
            "PUT /box/t HTTP/1.1",
            "Transfer-Encoding: chunked",
            "x-amz-trailer: x-amz-checksum-crc32",
            "",
            "b",
            "hello world",
            "0",
            "x-amz-checksum-crc32: DUoRhQ==",
            "",
            "");
    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("x-amz-checksum-crc32: DUoRhQ==");
    assertThat(exchange("GET /box/t HTTP/1.1", "", "")).endsWith("hello world");
  }

  @Test
  void aWrongChecksumBehindTheBodyIsRefused() throws IOException {
    String answer =
        exchange(
            "PUT /box/wrong HTTP/1.1",
            "Transfer-Encoding: chunked",
            "x-amz-trailer: x-amz-checksum-crc32",
            "",
            "b",
            "hello there",
            "0",
            "x-amz-checksum-crc32: DUoRhQ==",
            "",
            "");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("<Code>BadDigest</Code>");
    assertThat(exchange("GET /box/wrong HTTP/1.1", "", "")).startsWith("HTTP/1.1 404");
  }

  @Test
  void aBodyCutShortLeavesNothing() throws IOException {
    String answer = exchange("PUT /box/short HTTP/1.1", "Content-Length: 10", "", "12345");
    assertThat(answer).doesNotStartWith("HTTP/1.1 200");
    assertThat(exchange("GET /box/short HTTP/1.1", "", "")).startsWith("HTTP/1.1 404");
  }

  @Test
  void keysAndMetadataHaveALimit() throws IOException {
    assertThat(exchange("PUT /box/" + "k".repeat(1024) + " HTTP/1.1", "Content-Length: 0", "", ""))
        .startsWith("HTTP/1.1 200");
    assertThat(exchange("PUT /box/" + "k".repeat(1025) + " HTTP/1.1", "Content-Length: 0", "", ""))
        .startsWith("HTTP/1.1 400")
        .contains("<Code>KeyTooLongError</Code>");
    assertThat(
            exchange(
                "PUT /box/m HTTP/1.1",
                "Content-Length: 0",
                "x-amz-meta-m: " + "m".repeat(2048),
                "",
                ""))
        .startsWith("HTTP/1.1 400")
        .contains("<Code>MetadataTooLarge</Code>");
  }
}
