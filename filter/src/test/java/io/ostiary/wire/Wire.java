package io.ostiary.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;

/** Sends bytes and takes down what comes back until the server closes. */
public final class Wire implements Client {
  private final int port;

  public Wire(int port) {
    this.port = port;
  }

  @Override
  public String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String send(String method, String target, Map<String, String> headers, byte[] body)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (!headers.containsKey("Host")) {
      head.append("Host: " + host() + "\r\n");
    }
    if (body.length > 0 && !headers.containsKey("Content-Length")) {
      head.append("Content-Length: " + body.length + "\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head.toString().getBytes(ISO_8859_1));
    bytes.write(body);
    return raw(bytes.toByteArray());
  }

  public String get(String target) throws IOException {
    return send("GET", target, Map.of(), new byte[0]);
  }

  public String raw(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      try {
        in.transferTo(answer);
      } catch (java.net.SocketException reset) {
        // What came before counts.
      }
      return answer.toString(ISO_8859_1);
    }
  }
}
