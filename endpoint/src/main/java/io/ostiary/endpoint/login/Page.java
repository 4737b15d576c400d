package io.ostiary.endpoint.login;

import io.ostiary.filter.ErrorAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A page: a title and what stands below it, in order. All text is escaped. No scripts. */
final class Page {
  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;"
          + "color:#1a1a1a;background:#fff}"
          + "h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}"
          + "label{display:block;margin:.8rem 0}"
          + "input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.5rem}"
          + "button{font:inherit;padding:.5rem 1rem;margin:.4rem 0;cursor:pointer}"
          + ".notice{border-left:4px solid #b00020;padding:.4rem .8rem;background:#fff3f3}"
          + ".banner{padding:.5rem .8rem;background:#7a3e00;color:#fff}"
          + ".banner form{display:inline}.banner button{margin:0 0 0 1rem}"
          + ".qr{width:15rem;height:15rem;display:block}code{overflow-wrap:anywhere}";

  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-%s'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
          .formatted(sha256(STYLE));

  private final String title;
  private final StringBuilder banner = new StringBuilder();
  private final StringBuilder otherSites = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private int status = HttpServletResponse.SC_OK;

  Page(String title) {
    this.title = title;
  }

  /** A form; it is sent back to us unless it says otherwise. */
  static final class Form {
    private final List<String> lines = new ArrayList<>();

    Form(String action, String token) {
      this(action);
      hidden(FormToken.FIELD, token);
    }

    private Form(String action) {
      lines.add("<form method=\"post\" action=\"%s\">".formatted(escaped(action)));
    }

    /** One that is sent to another site, which learns nothing of our own tokens. */
    static Form away(URI address) {
      return new Form(address.toString());
    }

    Form hidden(String name, String value) {
      lines.add(
          "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
              .formatted(escaped(name), escaped(value)));
      return this;
    }

    /**
     * A field to fill in.
     *
     * @param kind HTML's type, such as {@code password}
     * @param complete what the browser may fill in, in HTML's words
     */
    Form field(String name, String label, String kind, String complete, String value) {
      lines.add(
          "<label>%s<input name=\"%s\" type=\"%s\" autocomplete=\"%s\" value=\"%s\" required></label>"
              .formatted(
                  escaped(label), escaped(name), escaped(kind), escaped(complete), escaped(value)));
      return this;
    }

    /** The last thing in it. */
    String button(String label) {
      lines.add("<button>%s</button>\n</form>".formatted(escaped(label)));
      return String.join("\n", lines);
    }
  }

  Page heading(String text) {
    return add("<h2>%s</h2>".formatted(escaped(text)));
  }

  Page text(String text) {
    return add("<p>%s</p>".formatted(escaped(text)));
  }

  /** What went wrong, with a status that says so, too. */
  Page notice(String text) {
    status = HttpServletResponse.SC_FORBIDDEN;
    return add("<p class=\"notice\" role=\"alert\">%s</p>".formatted(escaped(text)));
  }

  Page code(String text) {
    return add("<p><code>%s</code></p>".formatted(escaped(text)));
  }

  Page codes(List<String> texts) {
    StringBuilder list = new StringBuilder("<ul>");
    texts.forEach(text -> list.append("<li><code>%s</code></li>".formatted(escaped(text))));
    return add(list.append("</ul>").toString());
  }

  Page link(String href, String text) {
    return add("<p><a href=\"%s\">%s</a></p>".formatted(escaped(href), escaped(text)));
  }

  /** A finished form. */
  Page form(String form) {
    return add(form);
  }

  /** Lets forms of this page be sent to another site, too. */
  Page formsTo(URI address) {
    otherSites
        .append(' ')
        .append(address.getScheme())
        .append("://")
        .append(address.getRawAuthority());
    return this;
  }

  Page drawing(String svg) {
    return add(svg);
  }

  /** Says above everything else as whom one acts, and how to end it. */
  Page banner(String text, String form) {
    banner.append(
        "<div class=\"banner\" role=\"status\">%s%s</div>".formatted(escaped(text), form));
    return this;
  }

  private Page add(String html) {
    body.append(html).append('\n');
    return this;
  }

  /** Answers with the page. */
  void write(HttpServletResponse response) throws IOException {
    byte[] html =
        """
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s</title>
        <style>%2$s</style>
        %3$s
        <h1>%1$s</h1>
        %4$s</html>
        """
            .formatted(escaped(title), STYLE, banner, body)
            .getBytes(StandardCharsets.UTF_8);
    ErrorAnswer.PAGE_HEADERS.forEach(response::setHeader);
    response.setHeader("Content-Security-Policy", POLICY + otherSites);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/html;charset=UTF-8");
    response.setStatus(status);
    response.setContentLength(html.length);
    response.getOutputStream().write(html);
  }

  /** Text as HTML content or attribute value. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' && c != '\n' ? '\ufffd' : c);
      }
    }
    return escaped.toString();
  }

  private static String sha256(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256", absent);
    }
  }
}
