package io.ostiary.arquillian;

import io.ostiary.wire.Client;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What came back on a socket. An answer without a status line, or none at all, has status 0. */
record RawAnswer(int status, String head, String body) {

  static RawAnswer parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0 || !text.startsWith("HTTP/")) {
      return new RawAnswer(0, "", text);
    }
    return new RawAnswer(Client.status(text), text.substring(0, end), text.substring(end + 4));
  }

  /** The AWS error code in the body: {@code <Code>…</Code>}. */
  String code() {
    return element("Code").orElse("no code in: " + body);
  }

  String message() {
    return element("Message").orElse("no message in: " + body);
  }

  private Optional<String> element(String name) {
    int start = body.indexOf("<" + name + ">");
    int end = body.indexOf("</" + name + ">");
    return start < 0 || end < start
        ? Optional.empty()
        : Optional.of(body.substring(start + name.length() + 2, end));
  }
}
