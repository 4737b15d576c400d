package io.ostiary.wire;

import java.io.IOException;
import java.util.Map;

/** One way to send requests whose target and fields nothing tidies up. */
public interface Client {

  /** What the server is called in its requests. */
  String host();

  /**
   * Sends one request and takes down the answer.
   *
   * @return status line, header and body, as HTTP/1.1 writes them; empty if there was none
   */
  String send(String method, String target, Map<String, String> headers, byte[] body)
      throws IOException;

  /** The status of an answer; 0 if there was none. */
  static int status(String answer) {
    int blank = answer.indexOf(' ');
    return answer.startsWith("HTTP/") && answer.length() >= blank + 4
        ? Integer.parseInt(answer.substring(blank + 1, blank + 4))
        : 0;
  }
}
