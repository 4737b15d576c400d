package io.ostiary.benchmarks.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ostiary.benchmarks.report.Machine;
import io.ostiary.benchmarks.report.SignatureFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What does a door add to a request? One server with one application behind each door, in a process
 * of its own; requests of another process; every way in by turns, round after round.
 *
 * <p>{@code java -cp benchmarks.jar io.ostiary.benchmarks.cost.Cost [ROUNDS] [REQUESTS] [FOLDER]}
 * leaves {@code door.json} and {@code door.md} in the folder ({@code benchmarks/results}). {@code
 * -Dserver.options} are options for the server's JVM besides, {@code -Dways} the places of the ways
 * to measure, such as {@code 0,1,4}.
 */
public final class Cost {
  private static final int WARM_UP = 40_000;

  /** In so many parts it is sent at least, and at most. */
  private static final int SHARES = 4;

  private static final int MOST_SHARES = 10;

  /** The part of the processor's time that the compiler may still take. */
  private static final int LITTLE = 50;

  private static final String SIGNATURES =
      """

      ## Verifying alone

      By JMH on the same machine right after, in processor time of the one thread:

      """;

  private Cost() {}

  /** Measures, prints and writes it down. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    int requests = args.length > 1 ? Integer.parseInt(args[1]) : 4_000;
    Path folder = Path.of(args.length > 2 ? args[2] : "benchmarks/results");
    CostResults results =
        measure(rounds, requests, Math.max(requests, Integer.getInteger("warm.up", WARM_UP)));
    Files.createDirectories(folder);
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(folder.resolve("door.json"), json.writeValueAsString(results) + '\n');
    String text = results.text();
    if (args.length < 4) {
      text += SIGNATURES + SignatureFigures.measure().text();
    }
    Files.writeString(folder.resolve("door.md"), text);
    System.out.println(text);
  }

  static CostResults measure(int rounds, int requests, int warmUp)
      throws IOException, InterruptedException {
    Machine machine = Machine.now();
    try (ServerProcess server = ServerProcess.start(options());
        Load load = Load.on(server.port())) {
      List<Way> ways = chosen(server.ways());
      List<CostResults.Row> rows = new ArrayList<>();
      for (Way way : ways) {
        rows.add(CostResults.Row.of(way));
      }
      warmUp(server, load, ways, warmUp / SHARES);
      server.warm();
      for (int round = 0; round < rounds; round++) {
        for (int turn = 0; turn < ways.size(); turn++) {
          int place = (round + turn) % ways.size();
          List<byte[]> fresh = Requests.of(ways.get(place), server.port());
          Spent before = server.spent();
          int sent = load.send(fresh, requests);
          rows.get(place).visits().add(Visit.of(server.spent().since(before), sent));
        }
      }
      return new CostResults(
          LocalDate.now(ZoneOffset.UTC).toString(), rounds, requests, machine.after(), rows);
    }
  }

  /**
   * Has the server asked by each way in turn, or the compiler learns one, until the compiler has
   * little left to do; but not for ever.
   */
  private static void warmUp(ServerProcess server, Load load, List<Way> ways, int share)
      throws IOException, InterruptedException {
    boolean busy = true;
    Spent before = server.warming();
    for (int shares = 0; shares < SHARES || (busy && shares < MOST_SHARES); shares++) {
      for (Way way : ways) {
        load.send(Requests.of(way, server.port()), share);
      }
      Spent now = server.warming();
      Spent since = now.since(before);
      busy = since.compiler() > since.processor() / LITTLE;
      before = now;
    }
  }

  private static List<String> options() {
    String options = System.getProperty("server.options", "");
    return options.isEmpty() ? List.of() : List.of(options.split(" ", -1));
  }

  private static List<Way> chosen(List<Way> ways) {
    String places = System.getProperty("ways", "");
    if (places.isEmpty()) {
      return ways;
    }
    List<Way> chosen = new ArrayList<>();
    for (String place : places.split(",", -1)) {
      chosen.add(ways.get(Integer.parseInt(place)));
    }
    return chosen;
  }
}
