package io.ostiary.filter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads audit files as somebody would who knows only what is documented of them. */
final class Chained {
  private static final String END = "\"}";

  private Chained() {}

  /** Every line of the files, which together are one unbroken chain from its beginning. */
  static List<String> lines(Path... files) throws Exception {
    List<String> all = new ArrayList<>();
    String digest = "0".repeat(64);
    for (Path file : files) {
      String text = Files.readString(file);
      assertThat(text).endsWith("\n");
      for (String line : text.lines().toList()) {
        all.add(line);
        assertThat(line)
            .startsWith("{")
            .endsWith(",\"sequence\":" + all.size() + ",\"previous\":\"" + digest + END);
        digest =
            HexFormat.of()
                .formatHex(
                    MessageDigest.getInstance("SHA-256")
                        .digest(line.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return all;
  }
}
