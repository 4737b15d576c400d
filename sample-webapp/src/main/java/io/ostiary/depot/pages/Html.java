package io.ostiary.depot.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A page of Depot's; all text is escaped, and nothing in it runs. */
final class Html {
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
          "Referrer-Policy",
          "same-origin",
          "X-Content-Type-Options",
          "nosniff",
          "Cache-Control",
          "no-store");

  private static final String UNRESERVED = "-._~";
  private static final int NOT_ASCII = 0x80;

  private final StringBuilder text = new StringBuilder();
  private int status = HttpServletResponse.SC_OK;

  Html(String title, String contextPath, String caller) {
    text.append("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n");
    text.append("<title>%1$s</title>\n<h1>%1$s</h1>\n".formatted(escaped(title)));
    text.append(
        "<p>%s <a href=\"%s/.ostiary/account\">%s</a></p>\n"
            .formatted(
                caller.contains(":assumed-role/") ? "In a role:" : "Signed in:",
                escaped(contextPath),
                escaped(caller)));
  }

  Html status(int newStatus) {
    status = newStatus;
    return this;
  }

  Html text(String paragraph) {
    text.append("<p>%s</p>\n".formatted(escaped(paragraph)));
    return this;
  }

  Html link(String href, String label) {
    text.append("<p><a href=\"%s\">%s</a></p>\n".formatted(escaped(href), escaped(label)));
    return this;
  }

  /** Begins a table. */
  Html begin(String... headings) {
    text.append("<table>\n<tr>");
    for (String heading : headings) {
      text.append("<th>%s</th>".formatted(escaped(heading)));
    }
    text.append("</tr>\n");
    return this;
  }

  /** A row; the last cell is a form, or empty. */
  void row(String href, String label, Object... cells) {
    text.append("<tr><td><a href=\"%s\">%s</a></td>".formatted(escaped(href), escaped(label)));
    for (int i = 0; i < cells.length - 1; i++) {
      text.append("<td>%s</td>".formatted(escaped(cells[i].toString())));
    }
    text.append("<td>%s</td></tr>\n".formatted(cells[cells.length - 1]));
  }

  /** Ends it. */
  Html end() {
    text.append("</table>\n");
    return this;
  }

  /** A button that changes something. */
  static String button(String action, String label) {
    return "<form method=\"post\" action=\"%s\"><button>%s</button></form>"
        .formatted(escaped(action), escaped(label));
  }

  void write(HttpServletResponse response) throws IOException {
    byte[] bytes = text.append("</html>\n").toString().getBytes(StandardCharsets.UTF_8);
    HEADERS.forEach(response::setHeader);
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** A key as the rest of a path. */
  static String path(String key) {
    return segment(key).replace("%2F", "/");
  }

  /** A text as one segment of a path, or a value of a query. */
  static String segment(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean plain = c < NOT_ASCII && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }

  private static String escaped(String plain) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
