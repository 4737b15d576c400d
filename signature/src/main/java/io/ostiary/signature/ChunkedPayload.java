package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.signature.PayloadException.Defect;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The decoded bytes of an {@code aws-chunked} body, verified as they come. Not safe for several
 * threads. Who stops before the end knows nothing of what was not read: see {@link #ended}.
 */
public final class ChunkedPayload extends InputStream {
  static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";
  private static final String EXTENSION = ";chunk-signature=";
  private static final int MOST_SIZE_DIGITS = 12;
  private static final int FIRST_BUFFER = 64 * 1024;

  private final ChunkedBody body;
  private final StreamLayout layout;
  private final @Nullable ChunkSignatures signatures;
  private final boolean hasTrailer;
  private final int longestChunk;
  private final Map<ChecksumAlgorithm, ChecksumAlgorithm.Running> checksums =
      new EnumMap<>(ChecksumAlgorithm.class);
  private final SortedMap<String, String> trailer = new TreeMap<>();

  private byte[] chunk = new byte[0];
  private int at;

  /** What is left of the current chunk: in memory, if it is signed, else in the body. */
  private long left;

  private long decoded;
  private boolean ended;
  private @Nullable Exception failure;

  ChunkedPayload(
      ChunkedBody body,
      StreamLayout layout,
      @Nullable ChunkSignatures signatures,
      boolean hasTrailer,
      int longestChunk) {
    this.body = body;
    this.layout = layout;
    this.signatures = signatures;
    this.hasTrailer = hasTrailer;
    this.longestChunk = longestChunk;
    for (String name : layout.announced()) {
      ChecksumAlgorithm.named(name).ifPresent(known -> checksums.put(known, known.start()));
    }
  }

  /** The trailer's fields, names lower-case; complete once the end has been read. */
  public Map<String, String> trailer() {
    return Collections.unmodifiableSortedMap(trailer);
  }

  /** How many bytes it decodes to, as the request's signed headers announce. */
  public long length() {
    return layout.length();
  }

  /** Whether the end was read, and with it everything verified. */
  public boolean ended() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    if (failure != null) {
      throw new IOException("The aws-chunked body failed before: " + failure.getMessage(), failure);
    }
    if (length == 0) {
      return 0;
    }
    try {
      return ended ? -1 : advance(bytes, from, length);
    } catch (IOException | RuntimeException e) {
      failure = e;
      chunk = new byte[0];
      throw e;
    }
  }

  private int advance(byte[] bytes, int from, int length) throws IOException {
    if (left == 0) {
      nextChunk();
      if (ended) {
        return -1;
      }
    }
    int count = (int) Math.min(length, left);
    if (signatures == null) {
      count = body.read(bytes, from, count);
      for (ChecksumAlgorithm.Running checksum : checksums.values()) {
        checksum.update(bytes, from, count);
      }
    } else {
      System.arraycopy(chunk, at, bytes, from, count);
      at += count;
    }
    left -= count;
    if (left == 0 && signatures == null) {
      body.lineEnd();
    }
    return count;
  }

  private void nextChunk() throws IOException {
    String line = body.line();
    int sizeEnd = signatures == null ? line.length() : line.indexOf(EXTENSION);
    long size = size(line, sizeEnd);
    if (size > layout.length() - decoded) {
      throw wrongLength();
    }
    decoded += size;
    if (signatures != null) {
      readSigned(size, signatures, line.substring(sizeEnd + EXTENSION.length()));
    }
    if (size == 0) {
      finish();
    }
    left = size;
  }

  private static long size(String line, int end) throws IOException {
    long size = 0;
    for (int i = 0; i < end; i++) {
      int digit = Sha256.hexDigit(line.charAt(i));
      if (digit < 0) {
        throw framing();
      }
      size = (size << 4) | digit;
    }
    if (end < 1 || end > MOST_SIZE_DIGITS) {
      throw framing();
    }
    return size;
  }

  private void readSigned(long size, ChunkSignatures chain, String signature) throws IOException {
    if (size > longestChunk) {
      throw new PayloadException(
          Defect.CHUNK_TOO_LONG,
          "A chunk of the aws-chunked body has more than "
              + longestChunk
              + " octets; let the client send smaller ones");
    }
    // The buffer grows with what came, not with what was announced.
    int count = 0;
    while (count < size) {
      if (count == chunk.length) {
        long grown = Math.max(FIRST_BUFFER, 2L * chunk.length);
        chunk = Arrays.copyOf(chunk, (int) Math.min(grown, longestChunk));
      }
      count += body.read(chunk, count, (int) Math.min(size, chunk.length) - count);
    }
    if (size > 0) {
      body.lineEnd();
    }
    if (!chain.admitChunk(chunk, count, signature)) {
      throw wrongSignature("a chunk");
    }
    for (ChecksumAlgorithm.Running checksum : checksums.values()) {
      checksum.update(chunk, 0, count);
    }
    at = 0;
  }

  private void finish() throws IOException {
    if (decoded != layout.length()) {
      throw wrongLength();
    }
    String signature = hasTrailer ? readTrailer() : null;
    if (!hasTrailer) {
      body.lineEnd();
    }
    body.end();
    if (hasTrailer && signatures != null) {
      StringBuilder fields = new StringBuilder();
      trailer.forEach((name, value) -> fields.append(name).append(':').append(value).append('\n'));
      if (signature == null || !signatures.admitTrailer(fields.toString(), signature)) {
        throw wrongSignature("the trailer");
      }
    }
    checkChecksums();
    chunk = new byte[0];
    ended = true;
  }

  /** Reads the trailer's fields; returns its signature, null if it has none. */
  private @Nullable String readTrailer() throws IOException {
    String signature = null;
    for (String line = body.line(); !line.isEmpty(); line = body.line()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      String value = HeaderFields.trim(line.substring(colon + 1));
      if (name.equals(TRAILER_SIGNATURE) && signatures != null && signature == null) {
        signature = value;
      } else if (signature != null
          || !layout.announced().contains(name)
          || trailer.put(name, value) != null) {
        throw new PayloadException(
            Defect.TRAILER,
            "The trailer holds a field that x-amz-trailer does not announce, or one twice");
      }
    }
    if (trailer.size() < layout.announced().size()) {
      throw new PayloadException(
          Defect.TRAILER, "The trailer lacks a field that x-amz-trailer announces");
    }
    return signature;
  }

  private void checkChecksums() throws IOException {
    for (String name : layout.announced()) {
      ChecksumAlgorithm.Running checksum =
          ChecksumAlgorithm.named(name).map(checksums::get).orElse(null);
      if (checksum != null && !isBase64Of(checksum.value(), trailer.get(name))) {
        throw new PayloadException(
            Defect.CHECKSUM, "The body does not have the `" + name + "` that its trailer states");
      }
    }
  }

  private static boolean isBase64Of(byte[] value, @Nullable String text) {
    byte[] expected = Base64.getEncoder().encode(value);
    return text != null && MessageDigest.isEqual(expected, text.getBytes(UTF_8));
  }

  @Override
  public int available() {
    return (int) Math.min(left, signatures == null ? body.available() : Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  private static PayloadException framing() {
    return new PayloadException(
        Defect.FRAMING,
        "A chunk must begin with its size in hexadecimal digits and, in a signed mode, `"
            + EXTENSION
            + "` and its signature");
  }

  private static PayloadException wrongLength() {
    return new PayloadException(
        Defect.LENGTH, "The body does not decode to as many octets as was announced");
  }

  private static PayloadException wrongSignature(String what) {
    return new PayloadException(
        Defect.SIGNATURE,
        "The signature of " + what + " of the aws-chunked body does not match what was computed");
  }
}
