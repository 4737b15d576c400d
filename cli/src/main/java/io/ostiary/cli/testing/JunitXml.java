package io.ostiary.cli.testing;

import java.util.List;

/** Reports in the XML that build servers read as JUnit's. */
public final class JunitXml {
  private JunitXml() {}

  public static String of(List<TestReport> reports) {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites>\n");
    for (TestReport report : reports) {
      suite(report, out);
    }
    return out.append("</testsuites>\n").toString();
  }

  private static void suite(TestReport report, StringBuilder out) {
    out.append("  <testsuite");
    attribute("name", report.file(), out);
    attribute("tests", Integer.toString(report.outcomes().size()), out);
    attribute("failures", Integer.toString(report.failed()), out);
    out.append(" errors=\"0\" skipped=\"0\">\n");
    for (TestReport.Outcome outcome : report.outcomes()) {
      out.append("    <testcase");
      attribute("classname", report.file(), out);
      attribute("name", outcome.name(), out);
      if (outcome.passed()) {
        out.append("/>\n");
      } else {
        failure(report, outcome, out);
      }
    }
    out.append("  </testsuite>\n");
  }

  private static void failure(TestReport report, TestReport.Outcome outcome, StringBuilder out) {
    out.append(">\n      <failure");
    attribute("message", outcome.faults().get(0).get(1), out);
    out.append('>');
    escape(report.file() + ':' + outcome.line(), out);
    for (List<String> fault : outcome.faults()) {
      out.append('\n');
      escape(String.join("\n", fault), out);
    }
    out.append("</failure>\n    </testcase>\n");
  }

  private static void attribute(String name, String value, StringBuilder out) {
    out.append(' ').append(name).append("=\"");
    escape(value, out);
    out.append('"');
  }

  /** Characters that XML 1.0 has no way to write become question marks. */
  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\n' -> out.append(c);
        case '\t', '\r' -> out.append(' ');
        default -> out.append(c < ' ' || c == '\uFFFE' || c == '\uFFFF' ? '?' : c);
      }
    }
  }
}
