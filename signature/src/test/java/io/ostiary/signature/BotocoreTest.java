package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What botocore signs is verified; skipped where there is no Python with botocore. */
class BotocoreTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void verifiesWhateverBotocoreSigns() throws Exception {
    Set<PayloadMode> modes = EnumSet.noneOf(PayloadMode.class);
    int retired = 0;
    for (JsonNode line : requests("20261121", "1000")) {
      SignedRequest request = request(line);
      if (String.valueOf(request.rawQuery()).contains("AWSAccessKeyId=")) {
        assertThatThrownBy(() -> SignatureClaim.read(request)).hasMessageContaining("s3v4");
        retired++;
        continue;
      }
      modes.add(verify(line, request));
    }
    assertThat(retired).isEqualTo(2);
    assertThat(modes)
        .contains(PayloadMode.SIGNED, PayloadMode.UNSIGNED, PayloadMode.STREAMING_UNSIGNED_TRAILER);
  }

  private List<JsonNode> requests(String seed, String count) throws Exception {
    assumeTrue(run("-c", "import botocore").isPresent(), "Python with botocore is not installed");
    Path script = directory.resolve("botocore_requests.py");
    try (var in = BotocoreTest.class.getResourceAsStream("botocore_requests.py")) {
      Files.write(script, in.readAllBytes());
    }
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run(script.toString(), seed, count).orElseThrow()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private Optional<List<String>> run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(directory.resolve("errors").toFile())
              .start();
      return process.waitFor() == 0
          ? Optional.of(Files.readAllLines(out, UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static SignedRequest request(JsonNode line) {
    List<SignedRequest.Header> headers = new ArrayList<>();
    for (JsonNode header : line.get("headers")) {
      headers.add(new SignedRequest.Header(header.get(0).asText(), header.get(1).asText()));
    }
    return new SignedRequest(
        line.get("method").asText(), line.get("path").asText(), text(line, "query"), headers);
  }

  private static @Nullable String text(JsonNode line, String member) {
    return line.get(member).isNull() ? null : line.get(member).asText();
  }

  private static PayloadMode verify(JsonNode line, SignedRequest request) throws Exception {
    SignatureClaim claim = SignatureClaim.read(request).orElseThrow();
    boolean s3 = line.get("service").asText().equals("s3");
    Expectation expectation =
        new Expectation(
            Set.of(line.get("service").asText()),
            Set.of(line.get("region").asText()),
            s3 ? PathRule.AS_SENT : PathRule.NORMALIZED,
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            EnumSet.allOf(PayloadMode.class),
            s3);
    String body = text(line, "body");
    Instant now = Instant.parse(line.get("now").asText());
    try {
      VerifiedSignature verified =
          new SignatureVerifier(InstantSource.fixed(now))
              .verify(
                  request,
                  claim,
                  expectation,
                  Client.keyFor(claim),
                  body != null,
                  () -> Client.hash(body));
      if (verified.payloadMode() == PayloadMode.STREAMING_UNSIGNED_TRAILER) {
        ChunkedPayload payload =
            verified.decode(new ByteArrayInputStream(String.valueOf(body).getBytes(ISO_8859_1)));
        assertThat(payload.readAllBytes()).hasSize((int) payload.length());
      }
      return verified.payloadMode();
    } catch (SignatureException e) {
      throw new AssertionError(line + " " + e.diagnostics(), e);
    }
  }
}
