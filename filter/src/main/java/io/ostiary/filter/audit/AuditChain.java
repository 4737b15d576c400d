package io.ostiary.filter.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

  /**
   * Adds a JSON object, as the line that comes next with its end.
   *
   * @return after that line
   */
  AuditChain append(String object, AuditLines lines) {
    lines
        .begin()
        .put(object, object.length() - 1)
        .put(",\"sequence\":")
        .put(Long.toString(sequence + 1))
        .put(",\"previous\":\"")
        .put(digest)
        .put("\"}");
    return new AuditChain(sequence + 1, lines.end());
  }

  private static String digest(String line) {
    AuditLines lines = new AuditLines();
    return lines.begin().put(line).end();
  }
}
