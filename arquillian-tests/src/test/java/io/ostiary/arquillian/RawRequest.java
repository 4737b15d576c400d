package io.ostiary.arquillian;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request as bytes on a socket: nothing is escaped, sorted, folded or repaired on the way. Text
 * is ISO-8859-1, one character a byte.
 */
record RawRequest(String method, String target, List<Header> headers, String body) {

  record Header(String name, String value) {}

  static RawRequest of(String method, String target) {
    return new RawRequest(method, target, List.of(), "");
  }

  RawRequest method(String other) {
    return new RawRequest(other, target, headers, body);
  }

  RawRequest target(String other) {
    return new RawRequest(method, other, headers, body);
  }

  RawRequest body(String other) {
    return new RawRequest(method, target, headers, other);
  }

  /** Adds a line, also where one of that name is there already. */
  RawRequest header(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new RawRequest(method, target, List.copyOf(more), body);
  }

  RawRequest without(String name) {
    return new RawRequest(
        method,
        target,
        headers.stream().filter(header -> !header.name().equalsIgnoreCase(name)).toList(),
        body);
  }

  String value(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst()
        .orElseThrow();
  }

  /** Sends it on a connection of its own; the answer is read to the connection's end. */
  RawAnswer send(URI endpoint) throws IOException {
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(bytes(endpoint));
      socket.getOutputStream().flush();
      return RawAnswer.parse(socket.getInputStream().readAllBytes());
    }
  }

  /** The same, but says after the last byte that no more will come, be it announced or not. */
  RawAnswer sendAndHangUp(URI endpoint) throws IOException {
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.setSoTimeout(60_000);
      try {
        socket.getOutputStream().write(bytes(endpoint));
        socket.shutdownOutput();
      } catch (SocketException refusedEarly) {
        // What was answered counts.
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (SocketException reset) {
        // What came before counts.
      }
      return RawAnswer.parse(answer.toByteArray());
    }
  }

  private byte[] bytes(URI endpoint) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    if (!has("host")) {
      head.append("Host: ").append(endpoint.getAuthority()).append("\r\n");
    }
    for (Header header : headers) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    if (!has("content-length") && !has("transfer-encoding")) {
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(body.getBytes(StandardCharsets.ISO_8859_1));
    return bytes.toByteArray();
  }

  private boolean has(String name) {
    return headers.stream().anyMatch(h -> h.name().toLowerCase(Locale.ROOT).equals(name));
  }
}
