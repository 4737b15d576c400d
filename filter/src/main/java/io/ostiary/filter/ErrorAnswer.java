package io.ostiary.filter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ostiary.policy.service.ErrorShape;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error on the wire, in the dialect that the service's clients parse. Every answer names the
 * request by its id, in the body and in a header. A HEAD request gets the same status and headers;
 * the container leaves out the body.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>, the shape for all but AWS's
 *     own protocols
 */
public final class ErrorAnswer {
  /** The header that carries the request id, except in S3's dialect. */
  public static final String REQUEST_ID = "x-amzn-RequestId";

  /** The same in S3's dialect. */
  public static final String S3_REQUEST_ID = "x-amz-request-id";

  private static final Map<String, String> NAMESPACES =
      Map.of(
          "sts", "https://sts.amazonaws.com/doc/2011-06-15/",
          "iam", "https://iam.amazonaws.com/doc/2010-05-08/");

  /**
   * What every page of ours says: it loads nothing, stands in no frame, and tells no other site.
   */
  public static final Map<String, String> PAGE_HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Referrer-Policy",
          "same-origin",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY");

  private static final JsonFactory JSON = new JsonFactory();

  private ErrorAnswer() {}

  /**
   * Answers in place of whatever was prepared so far.
   *
   * @param service the service's prefix, which in the Query protocol names the XML namespace
   * @param code the error's name on the wire, such as {@code AccessDenied}
   * @throws IllegalStateException if part of another answer is on its way already
   */
  public static void write(
      HttpServletResponse response,
      ErrorShape shape,
      String service,
      int status,
      String code,
      String message,
      String requestId)
      throws IOException {
    write(response, shape, service, new Refusal(status, code, message), requestId);
  }

  /** Answers with a refusal, the members of its explanation and its headers included. */
  static void write(
      HttpServletResponse response,
      ErrorShape shape,
      String service,
      Refusal refusal,
      String requestId)
      throws IOException {
    of(shape, service, refusal, requestId).write(response);
  }

  /** The answer to a refusal, the members of its explanation and its headers included. */
  static Answer of(ErrorShape shape, String service, Refusal refusal, String requestId)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(requestIdHeader(shape), requestId);
    headers.put("Cache-Control", "no-store");
    headers.putAll(refusal.headers());
    String body = body(headers, shape, service, refusal, requestId);
    return new Answer(refusal.status(), headers, body);
  }

  /** The header in which a dialect carries the request id. */
  static String requestIdHeader(ErrorShape shape) {
    return shape == ErrorShape.S3 ? S3_REQUEST_ID : REQUEST_ID;
  }

  private static String body(
      Map<String, String> headers,
      ErrorShape shape,
      String service,
      Refusal refusal,
      String requestId)
      throws IOException {
    return switch (shape) {
      case S3 -> {
        headers.put(Answer.CONTENT_TYPE, "application/xml");
        yield s3(refusal, requestId);
      }
      case QUERY -> {
        headers.put(Answer.CONTENT_TYPE, "text/xml");
        yield query(service, refusal, requestId);
      }
      case JSON -> {
        headers.put(Answer.CONTENT_TYPE, "application/json");
        headers.put("x-amzn-ErrorType", refusal.code());
        yield json(Map.of("__type", refusal.code(), "message", refusal.message()));
      }
      case PROBLEM -> {
        headers.put(Answer.CONTENT_TYPE, "application/problem+json");
        yield problem(refusal, requestId);
      }
      case PAGE -> {
        headers.put(Answer.CONTENT_TYPE, "text/html;charset=UTF-8");
        headers.putAll(PAGE_HEADERS);
        yield page(refusal, requestId);
      }
    };
  }

  private static String s3(Refusal refusal, String requestId) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>
        """
        .formatted(xml(refusal.code()), xml(refusal.message()), xml(requestId));
  }

  private static String query(String service, Refusal refusal, String requestId) {
    String namespace = NAMESPACES.get(service);
    return """
        <ErrorResponse%s>
          <Error>
            <Type>%s</Type>
            <Code>%s</Code>
            <Message>%s</Message>
          </Error>
          <RequestId>%s</RequestId>
        </ErrorResponse>
        """
        .formatted(
            namespace == null ? "" : " xmlns=\"" + namespace + '"',
            refusal.status() < 500 ? "Sender" : "Receiver",
            xml(refusal.code()),
            xml(refusal.message()),
            xml(requestId));
  }

  private static String problem(Refusal refusal, String requestId) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("type", "about:blank");
      json.writeStringField("title", refusal.code());
      json.writeNumberField("status", refusal.status());
      json.writeStringField("detail", refusal.message());
      json.writeStringField("requestId", requestId);
      for (Map.Entry<String, String> member : refusal.members().entrySet()) {
        json.writeStringField(member.getKey(), member.getValue());
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static String page(Refusal refusal, String requestId) {
    StringBuilder more = new StringBuilder();
    refusal
        .members()
        .forEach((name, value) -> more.append("<p>%s: %s\n".formatted(xml(name), xml(value))));
    return """
        <!DOCTYPE html>
        <html lang="en"><meta charset="utf-8"><title>%1$s</title>
        <h1>%1$s</h1>
        <p>%2$s
        %3$s<p>Request %4$s
        </html>
        """
        .formatted(xml(refusal.code()), xml(refusal.message()), more, xml(requestId));
  }

  private static String json(Map<String, String> members) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> member : members.entrySet()) {
        json.writeStringField(member.getKey(), member.getValue());
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  /** Text as XML content; what XML 1.0 cannot hold at all becomes a question mark. */
  private static String xml(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&apos;");
        default -> escaped.append(isXml(text, i) ? c : '?');
      }
    }
    return escaped.toString();
  }

  private static boolean isXml(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }
    return (c >= ' ' && c < 0x7f) || (c > 0x9f && c < 0xfffe) || c == '\t' || c == '\n';
  }
}
