package io.ostiary.arquillian;

import io.ostiary.wire.Http2Wire;
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

  /** Sends it over HTTP/2 without having asked, on a connection of its own. */
  RawAnswer sendByHttp2(URI endpoint) throws IOException {
    return sendByHttp2(endpoint, Http2Wire.End.WHOLE);
  }

  /** The same with another end of the body. */
  RawAnswer sendByHttp2(URI endpoint, Http2Wire.End end) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    String answer =
        new Http2Wire(endpoint.getPort()).exchange(fields(endpoint), bytes, end, () -> {});
    return RawAnswer.parse(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** As HTTP/2 has it: the host among the pseudo-fields, which come first. */
  List<Http2Wire.Field> fields(URI endpoint) {
    String host = has("host") ? value("host") : endpoint.getAuthority();
    List<Http2Wire.Field> fields = new ArrayList<>();
    fields.add(new Http2Wire.Field(":method", method));
    fields.add(new Http2Wire.Field(":scheme", "http"));
    fields.add(new Http2Wire.Field(":authority", host));
    fields.add(new Http2Wire.Field(":path", target));
    for (Header header : headers) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (!name.equals("host")) {
        fields.add(new Http2Wire.Field(name, header.value()));
      }
    }
    return fields;
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
