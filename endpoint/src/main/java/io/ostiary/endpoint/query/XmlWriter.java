package io.ostiary.endpoint.query;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * Writes an XML answer into memory: elements without attributes, texts escaped.
 *
 * @see <a href="https://www.w3.org/TR/xml/#charsets">XML 1.0, characters</a>
 */
public final class XmlWriter {
  private final StringBuilder out = new StringBuilder();

  /** Writes an element in a default namespace, which what is inside inherits. */
  XmlWriter root(String name, String namespace, Content content) {
    out.append('<').append(name).append(" xmlns=\"");
    escape(namespace);
    out.append("\">");
    content.write(this);
    return close(name);
  }

  /** Writes an element that holds elements. */
  public XmlWriter element(String name, Content content) {
    out.append('<').append(name).append('>');
    content.write(this);
    return close(name);
  }

  /**
   * Writes an element that holds a text.
   *
   * @throws IllegalArgumentException if XML has no way to write one of its characters
   */
  public XmlWriter element(String name, String text) {
    out.append('<').append(name).append('>');
    escape(text);
    return close(name);
  }

  /** Writes an element that holds a time, in UTC and whole seconds as AWS writes them. */
  public XmlWriter element(String name, Instant time) {
    return element(
        name, DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS)));
  }

  /** Writes an element that holds a whole number. */
  public XmlWriter element(String name, int value) {
    return element(name, Integer.toString(value));
  }

  /** Writes an element that holds a boolean. */
  public XmlWriter element(String name, boolean value) {
    return element(name, Boolean.toString(value));
  }

  /** Writes a list: an element that holds one {@code member} for each item. */
  public <T> XmlWriter list(String name, Collection<T> items, BiConsumer<XmlWriter, T> member) {
    return element(
        name,
        list -> items.forEach(item -> list.element("member", xml -> member.accept(xml, item))));
  }

  /** Writes a text where one may stand by itself, such as in a list of names. */
  public XmlWriter text(String text) {
    escape(text);
    return this;
  }

  /** Whether XML 1.0 can hold a character at all. */
  static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= ' ' && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  /** All that was written. */
  @Override
  public String toString() {
    return out.toString();
  }

  private XmlWriter close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  private void escape(String text) {
    text.codePoints().forEach(this::escape);
  }

  private void escape(int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\r' -> out.append("&#xD;"); // a parser would make a bare one a line feed
      default -> {
        if (!isLegal(c)) {
          throw new IllegalArgumentException(
              "XML cannot hold the character U+%04X; refuse it where it comes in".formatted(c));
        }
        out.appendCodePoint(c);
      }
    }
  }
}
