package io.ostiary.depot.s3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes a small XML document. */
final class XmlAnswer {
  static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();

  private XmlAnswer() {}

  /** A document of S3's namespace. */
  static XmlAnswer of(String root) {
    XmlAnswer answer = new XmlAnswer();
    answer.text.append('<').append(root).append(" xmlns=\"").append(NAMESPACE).append("\">");
    answer.open.push(root);
    return answer;
  }

  /** A document without a namespace, as S3's errors are. */
  static XmlAnswer withoutNamespace(String root) {
    return new XmlAnswer().open(root);
  }

  XmlAnswer open(String name) {
    text.append('<').append(name).append('>');
    open.push(name);
    return this;
  }

  /** Opens an element with attributes, which are written as they are. */
  XmlAnswer open(String name, String attributes) {
    text.append('<').append(name).append(' ').append(attributes).append('>');
    open.push(name);
    return this;
  }

  XmlAnswer close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  XmlAnswer text(String content) {
    escape(content);
    return this;
  }

  XmlAnswer element(String name, String content) {
    return open(name).text(content).close();
  }

  XmlAnswer element(String name, long content) {
    return element(name, Long.toString(content));
  }

  XmlAnswer element(String name, boolean content) {
    return element(name, Boolean.toString(content));
  }

  private void escape(String content) {
    for (int index = 0; index < content.length(); index++) {
      char unit = content.charAt(index);
      switch (unit) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        case '\r' -> text.append("&#13;");
        default -> text.append(unit);
      }
    }
  }

  /** The whole document, with all that is open closed. */
  byte[] bytes() {
    while (!open.isEmpty()) {
      close();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
