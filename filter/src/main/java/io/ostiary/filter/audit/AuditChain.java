package io.ostiary.filter.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A place in a chain of lines: how many there are so far, and the digest of the last. Each line
 * ends with its own number as {@code sequence} and the digest of the line before as {@code
 * previous}, so that no line can be changed, left out or put in without breaking it.
 */
final class AuditChain {

  /** Before the first line. */
  static final AuditChain START = new AuditChain(0, new byte[AuditLines.DIGEST]);

  private static final JsonMapper JSON = new JsonMapper();

  private final long sequence;
  private final byte[] digest;

  /**
   * A place in the chain.
   *
   * @param sequence the number of the last line; 0 before the first
   * @param digest SHA-256 of the last line without its end; zeros before the first
   */
  private AuditChain(long sequence, byte[] digest) {
    this.sequence = sequence;
    this.digest = digest;
  }

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

  private static byte[] digest(String line) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** The number of the last line; 0 before the first. */
  long sequence() {
    return sequence;
  }

  /**
   * Adds an event, as the line that comes next with its end.
   *
   * @return after that line
   */
  AuditChain append(AuditEvent event, AuditLines lines) {
    event
        .write(lines)
        .reopen()
        .member("sequence", sequence + 1)
        .member("previous", digest)
        .close('}');
    return new AuditChain(sequence + 1, lines.endDigested());
  }
}
