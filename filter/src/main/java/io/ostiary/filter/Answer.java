package io.ostiary.filter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that says no, for whoever has to hand it to the client.
 *
 * @param headers the type of the body among them, in the order in which they are set
 * @param body as UTF-8
 */
public record Answer(int status, Map<String, String> headers, String body) {

  /** The header that says of what type the body is. */
  public static final String CONTENT_TYPE = "Content-Type";

  public Answer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /**
   * Answers in place of whatever was prepared so far.
   *
   * @throws IllegalStateException if part of another answer is on its way already
   */
  public void write(HttpServletResponse response) throws IOException {
    response.reset();
    response.setStatus(status);
    headers.forEach(
        (name, value) -> {
          if (name.equals(CONTENT_TYPE)) {
            response.setContentType(value);
          } else {
            response.setHeader(name, value);
          }
        });
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
    response.flushBuffer();
  }
}
