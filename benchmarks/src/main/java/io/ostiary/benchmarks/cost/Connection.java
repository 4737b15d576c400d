package io.ostiary.benchmarks.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection that is kept open, with one request on its way at a time. */
final class Connection implements AutoCloseable {
  private static final int MOST = 64 * 1024;
  private static final String OK = "HTTP/1.1 200";
  private static final String LENGTH = "\r\ncontent-length: ";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[MOST];

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  static Connection to(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    return new Connection(socket);
  }

  /**
   * Sends a request and takes in its whole answer.
   *
   * @throws IllegalStateException if the answer is another than 200
   */
  void exchange(byte[] request) throws IOException {
    out.write(request);
    int filled = 0;
    int end = -1;
    while (end < 0 || filled < end) {
      int count = in.read(buffer, filled, MOST - filled);
      if (count < 0) {
        throw new IOException("the server hung up");
      }
      filled += count;
      if (end < 0) {
        end = end(new String(buffer, 0, filled, StandardCharsets.ISO_8859_1));
      }
    }
    String answer = new String(buffer, 0, OK.length(), StandardCharsets.ISO_8859_1);
    if (!answer.equals(OK)) {
      throw new IllegalStateException(
          "not let in: "
              + new String(request, StandardCharsets.ISO_8859_1)
              + new String(buffer, 0, filled, StandardCharsets.ISO_8859_1));
    }
  }

  /** Where an answer ends; -1 if that cannot be told yet. */
  private static int end(String answer) {
    int header = answer.indexOf("\r\n\r\n");
    if (header < 0) {
      return -1;
    }
    int body = header + 4;
    for (int line = answer.indexOf("\r\n");
        line < header;
        line = answer.indexOf("\r\n", line + 2)) {
      if (answer.regionMatches(true, line, LENGTH, 0, LENGTH.length())) {
        int digits = line + LENGTH.length();
        return body + Integer.parseInt(answer, digits, answer.indexOf("\r\n", digits), 10);
      }
    }
    return body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
