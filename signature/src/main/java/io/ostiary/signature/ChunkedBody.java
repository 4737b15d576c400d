package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ostiary.signature.PayloadException.Defect;
import java.io.IOException;
import java.io.InputStream;

/** Reads the lines and octets of an {@code aws-chunked} body. */
final class ChunkedBody {
  private static final int LONGEST_LINE = 200;

  private final InputStream in;
  private final byte[] buffer = new byte[8 * 1024];
  private int at;
  private int end;

  ChunkedBody(InputStream in) {
    this.in = in;
  }

  /** One line without its CR LF. */
  String line() throws IOException {
    byte[] line = new byte[LONGEST_LINE];
    int length = 0;
    for (int c = next(); c != '\r'; c = next()) {
      if (length == LONGEST_LINE || c == '\n') {
        throw new PayloadException(
            Defect.FRAMING,
            "A line of the aws-chunked body is longer than "
                + LONGEST_LINE
                + " octets or does not end with CR LF");
      }
      line[length++] = (byte) c;
    }
    expect('\n');
    return new String(line, 0, length, ISO_8859_1);
  }

  void lineEnd() throws IOException {
    expect('\r');
    expect('\n');
  }

  /** Up to {@code length} octets, at least one. */
  int read(byte[] bytes, int from, int length) throws IOException {
    if (at == end) {
      if (length >= buffer.length) {
        int count = in.read(bytes, from, length);
        if (count <= 0) {
          throw endsEarly();
        }
        return count;
      }
      fill();
    }
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, bytes, from, count);
    at += count;
    return count;
  }

  void end() throws IOException {
    if (at < end || in.read() >= 0) {
      throw new PayloadException(
          Defect.FRAMING, "The aws-chunked body goes on after its last line");
    }
  }

  int available() {
    return end - at;
  }

  void close() throws IOException {
    in.close();
  }

  private void expect(char c) throws IOException {
    if (next() != c) {
      throw new PayloadException(
          Defect.FRAMING, "A line or a chunk of the aws-chunked body does not end with CR LF");
    }
  }

  private int next() throws IOException {
    if (at == end) {
      fill();
    }
    return buffer[at++] & 0xFF;
  }

  private void fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    if (count <= 0) {
      throw endsEarly();
    }
    at = 0;
    end = count;
  }

  private static PayloadException endsEarly() {
    return new PayloadException(Defect.LENGTH, "The aws-chunked body ends before its last chunk");
  }
}
