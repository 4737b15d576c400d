package io.ostiary.benchmarks.report;

import io.ostiary.benchmarks.report.Results.Entrant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws a decision's time by the number of statements, one line an engine, both axes logarithmic.
 */
final class Chart {
  private static final int WIDTH = 940;
  private static final int HEIGHT = 500;
  private static final int LEFT = 80;
  private static final int RIGHT = 640;
  private static final int TOP = 50;
  private static final int BOTTOM = 440;
  private static final int LINE_HEIGHT = 17;

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328; }
        .title { font-size: 16px; font-weight: 600; }
        .paper { fill: #ffffff; } .grid { stroke: #d1d9e0; }
        .line { fill: none; stroke-width: 2.5; } .line.e0 { stroke-width: 4; } .label.e0 { font-weight: 600; }
        .line.e0 { stroke: #0969da; } .dot.e0, .label.e0 { fill: #0969da; }
        .line.e1 { stroke: #bc4c00; } .dot.e1, .label.e1 { fill: #bc4c00; }
        .line.e2 { stroke: #1a7f37; } .dot.e2, .label.e2 { fill: #1a7f37; }
        .line.e3 { stroke: #8250df; } .dot.e3, .label.e3 { fill: #8250df; }
        .line.e4 { stroke: #bf3989; } .dot.e4, .label.e4 { fill: #bf3989; }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc; } .paper { fill: #0d1117; } .grid { stroke: #3d444d; }
          .line.e0 { stroke: #4493f8; } .dot.e0, .label.e0 { fill: #4493f8; }
          .line.e1 { stroke: #f0883e; } .dot.e1, .label.e1 { fill: #f0883e; }
          .line.e2 { stroke: #3fb950; } .dot.e2, .label.e2 { fill: #3fb950; }
          .line.e3 { stroke: #ab7df8; } .dot.e3, .label.e3 { fill: #ab7df8; }
          .line.e4 { stroke: #db61a2; } .dot.e4, .label.e4 { fill: #db61a2; }
        }
      </style>
      """;

  private record Point(double x, double y) {}

  private record Label(int engine, String text, double y) {}

  private final Results results;
  private final StringBuilder svg = new StringBuilder();
  private final int lowest;
  private final int highest;

  Chart(Results results) {
    this.results = results;
    double[] times =
        results.entrants(Contest.DECISION).stream()
            .flatMapToDouble(
                engine ->
                    results.form().sizes().stream()
                        .flatMapToDouble(
                            size -> results.cpu(Contest.DECISION, engine, size).stream()))
            .map(Math::log10)
            .sorted()
            .toArray();
    this.lowest = times.length == 0 ? 0 : (int) Math.floor(times[0]);
    this.highest = times.length == 0 ? 1 : (int) Math.ceil(times[times.length - 1]);
  }

  String svg() {
    svg.setLength(0);
    add(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="Time of a decision by the number of statements">
        """,
        WIDTH, HEIGHT);
    svg.append(STYLE);
    add("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n", WIDTH, HEIGHT);
    text("title", LEFT, 28, "start", "Processor time of a decision, by the principal's statements");
    grid();
    List<Label> labels = new ArrayList<>();
    int number = 0;
    for (Entrant engine : results.entrants(Contest.DECISION)) {
      line(engine, number++, labels);
    }
    labels(labels);
    return svg.append("</svg>\n").toString();
  }

  private void grid() {
    for (int exponent = lowest; exponent <= highest; exponent++) {
      double y = y(exponent);
      add("<path class=\"grid\" d=\"M%d %.1fH%d\"/>\n", LEFT, y, RIGHT);
      text("", LEFT - 8, y + 4, "end", unit(exponent));
    }
    for (int size : results.form().sizes()) {
      double x = x(size);
      add("<path class=\"grid\" d=\"M%.1f %dV%d\"/>\n", x, TOP, BOTTOM);
      text("", x, BOTTOM + 20, "middle", String.format(Locale.ROOT, "%,d", size));
    }
    text("", (LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "statements");
  }

  private void line(Entrant engine, int number, List<Label> labels) {
    List<Point> points = new ArrayList<>();
    for (int size : results.form().sizes()) {
      results
          .cpu(Contest.DECISION, engine, size)
          .ifPresent(nanos -> points.add(new Point(x(size), y(Math.log10(nanos)))));
    }
    if (points.isEmpty()) {
      return;
    }
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(path.isEmpty() ? 'M' : 'L');
      path.append(String.format(Locale.ROOT, "%.1f %.1f", point.x, point.y));
    }
    add("<path class=\"line e%d\" d=\"%s\"/>\n", number, path);
    points.forEach(
        point ->
            add(
                "<circle class=\"dot e%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>\n",
                number, point.x, point.y));
    labels.add(new Label(number, engine.title(), points.get(points.size() - 1).y));
  }

  /** Right of the lines, from the top, none on another. */
  private void labels(List<Label> labels) {
    labels.sort(Comparator.comparingDouble(Label::y));
    double free = 0;
    for (Label label : labels) {
      double y = Math.max(label.y, free);
      free = y + LINE_HEIGHT;
      text("label e" + label.engine, RIGHT + 14, y + 4, "start", label.text);
    }
  }

  private double x(int size) {
    List<Integer> sizes = results.form().sizes();
    double first = Math.log10(sizes.get(0));
    double last = Math.log10(sizes.get(sizes.size() - 1));
    return LEFT + (Math.log10(size) - first) / (last - first) * (RIGHT - LEFT);
  }

  private double y(double exponent) {
    return BOTTOM - (exponent - lowest) / (highest - lowest) * (BOTTOM - TOP);
  }

  private static String unit(int exponent) {
    String[] units = {"ns", "µs", "ms", "s"};
    int unit = Math.min(Math.max(0, exponent / 3), units.length - 1);
    return (long) Math.pow(10, exponent - 3 * unit) + " " + units[unit];
  }

  private void text(String style, double x, double y, String anchor, String words) {
    String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
    add(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
        style, x, y, anchor, escaped);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
