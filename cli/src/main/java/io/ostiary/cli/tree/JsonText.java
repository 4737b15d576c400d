package io.ostiary.cli.tree;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;

/** Writes JSON without blanks. */
public final class JsonText {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private final StringBuilder out;
  private final boolean onItsLines;
  private int line = 1;

  private JsonText(StringBuilder out, boolean onItsLines) {
    this.out = out;
    this.onItsLines = onItsLines;
  }

  /** Writes a text with its quotes. */
  public static void quote(String text, StringBuilder out) {
    out.append('"');
    ENCODER.quoteAsString(text, out);
    out.append('"');
  }

  static String of(Node node, boolean onItsLines) {
    StringBuilder out = new StringBuilder(256);
    new JsonText(out, onItsLines).write(node);
    return out.toString();
  }

  private void write(Node node) {
    for (; onItsLines && line < node.place().line(); line++) {
      out.append('\n');
    }
    if (node instanceof Node.Text text) {
      quote(text.value(), out);
    } else if (node instanceof Node.Numeral numeral) {
      out.append(numeral.text());
    } else if (node instanceof Node.Truth truth) {
      out.append(truth.value());
    } else if (node instanceof Node.Items list) {
      items(list.items());
    } else if (node instanceof Node.Members object) {
      members(object.members());
    } else {
      out.append("null");
    }
  }

  private void items(List<Node> items) {
    char before = '[';
    for (Node item : items) {
      out.append(before);
      write(item);
      before = ',';
    }
    out.append(items.isEmpty() ? "[]" : "]");
  }

  private void members(List<Node.Member> members) {
    char before = '{';
    for (Node.Member member : members) {
      out.append(before);
      quote(member.name(), out);
      out.append(':');
      write(member.value());
      before = ',';
    }
    out.append(members.isEmpty() ? "{}" : "}");
  }
}
