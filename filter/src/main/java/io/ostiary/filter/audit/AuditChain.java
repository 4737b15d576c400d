package io.ostiary.filter.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A place in a chain of lines: how many there are so far, and the digest of the last. Each line
 * ends with its own number as {@code sequence} and the digest of the line before as {@code
 * previous}, so that no line can be changed, left out or put in without breaking it.
 *
 * @param sequence the number of the last line; 0 before the first
 * @param digest SHA-256 of the last line without its end, in hexadecimal; zeros before the first
 */
record AuditChain(long sequence, String digest) {

  /** Before the first line. */
  static final AuditChain START = new AuditChain(0, "0".repeat(64));

  private static final JsonMapper JSON = new JsonMapper();

  /** After a line that was written before; empty if it is none of a chain. */
  static Optional<AuditChain> after(String line) {
    try {
      JsonNode sequence = JSON.readTree(line).path("sequence");
      return sequence.isIntegralNumber()
          ? Optional.of(new AuditChain(sequence.longValue(), digest(line)))
          : Optional.empty();
    } catch (JsonProcessingException foreign) {
      return Optional.empty();
    }
  }

  /** A JSON object, as the line that comes next. */
  String link(String object) {
    return "%s,\"sequence\":%d,\"previous\":\"%s\"}"
        .formatted(object.substring(0, object.length() - 1), sequence + 1, digest);
  }

  /** After the line that {@link #link} made. */
  AuditChain next(String line) {
    return new AuditChain(sequence + 1, digest(line));
  }

  private static String digest(String line) {
    try {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
