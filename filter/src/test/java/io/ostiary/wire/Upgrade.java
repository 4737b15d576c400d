package io.ostiary.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a server to go on in another protocol on the same connection.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.8">RFC 9110, 7.8</a>
 */
public final class Upgrade {

  /** The path of a WebSocket, {@code /sockets/open/a}, written in ways that are not plain. */
  public static final List<String> ODD_PATHS =
      List.of(
          "/public/../sockets/open/a",
          "/public/..;/sockets/open/a",
          "/public/%2e%2e/sockets/open/a",
          "//sockets/open/a",
          "/./sockets/open/a",
          "/sockets/open/a;x=y",
          "/sockets;x=y/open/a",
          "/sockets/%6fpen/a",
          "/sockets/open/a/",
          "/sockets/open/../open/a",
          "/sockets//open/a",
          "http:/sockets/open/a");

  private Upgrade() {}

  /** Takes down what the server says before the connection's end, a WebSocket's frames as well. */
  public static String ask(int port, String path, String protocol, Map<String, String> headers)
      throws IOException {
    Wire wire = new Wire(port);
    Map<String, String> all = new LinkedHashMap<>(Map.of("Host", wire.host()));
    all.putAll(headers);
    all.put("Upgrade", protocol);
    all.put("Connection", protocol.equals("h2c") ? "Upgrade, HTTP2-Settings" : "Upgrade");
    all.put("Sec-WebSocket-Version", "13");
    all.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    all.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    byte[] request = (head + "\r\n").getBytes(ISO_8859_1);
    return protocol.equals("h2c") ? wire.raw(request) : exchange(port, request);
  }

  /** Some servers say nothing more in a WebSocket whose client has said that it is done. */
  private static String exchange(int port, byte[] request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.write(next);
        if (answer.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
          break;
        }
      }
      if (Client.status(answer.toString(ISO_8859_1)) == 101) {
        in.read(); // what kind of frame; it is short, and not masked (RFC 6455, 5.2)
        answer.write(in.readNBytes(Math.max(0, in.read())));
      } else {
        socket.shutdownOutput();
        in.transferTo(answer);
      }
    } catch (SocketException reset) {
      // What came before counts.
    }
    return answer.toString(ISO_8859_1);
  }
}
