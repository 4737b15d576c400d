package io.ostiary.arquillian;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The documentation's table of what works where: a row for each way, a column for each server. */
final class ServerTable {
  private final List<String> servers = new ArrayList<>();
  private final Map<String, Map<String, String>> cells = new LinkedHashMap<>();

  /** Reads the first table of a page. */
  static ServerTable in(String page) {
    ServerTable table = new ServerTable();
    List<String> lines =
        page.lines()
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(ServerTable::isRow)
            .toList();
    table.servers.addAll(cells(lines.get(0)).subList(1, cells(lines.get(0)).size()));
    for (String line : lines.subList(2, lines.size())) {
      List<String> row = cells(line);
      for (int i = 0; i < table.servers.size(); i++) {
        table.put(row.get(0), table.servers.get(i), row.get(i + 1));
      }
    }
    return table;
  }

  private static boolean isRow(String line) {
    return line.startsWith("|");
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(String::strip)
        .toList();
  }

  void put(String way, String server, String cell) {
    if (!servers.contains(server)) {
      servers.add(server);
    }
    cells.computeIfAbsent(way, row -> new LinkedHashMap<>()).put(server, cell);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("| |");
    servers.forEach(server -> text.append(' ').append(server).append(" |"));
    text.append("\n|---|").append("---|".repeat(servers.size())).append('\n');
    cells.forEach(
        (way, row) -> {
          text.append("| ").append(way).append(" |");
          servers.forEach(
              server -> text.append(' ').append(row.getOrDefault(server, "")).append(" |"));
          text.append('\n');
        });
    return text.toString();
  }
}
