package io.ostiary.cli.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be said of one part of a server.
 *
 * @param state {@code sound}, {@code doubtful} or {@code wrong}
 * @param remedy the one change that mends it; may be empty
 */
public record Diagnosis(String part, String state, String says, String remedy) {
  private static final String WRONG = "wrong";

  public boolean isWrong() {
    return state.equals(WRONG);
  }

  /** Reads a server's list. */
  static List<Diagnosis> read(String text) throws RemoteServer.RefusedException {
    List<Diagnosis> list = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      Map<String, String> members = new HashMap<>();
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          members.put(json.currentName(), printable(json.getText()));
        } else if (token == JsonToken.END_OBJECT) {
          list.add(
              new Diagnosis(
                  members.getOrDefault("part", ""),
                  members.getOrDefault("state", WRONG),
                  members.getOrDefault("says", ""),
                  members.getOrDefault("remedy", "")));
          members.clear();
        }
      }
    } catch (IOException e) {
      throw new RemoteServer.RefusedException("the server's answer is not what a doctor says");
    }
    return list;
  }

  /** A server's text goes to a terminal, which control characters would steer. */
  private static String printable(String text) {
    return text.chars()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  static Diagnosis notInFront(URI endpoint, int status) {
    return new Diagnosis(
        "server",
        WRONG,
        "`%s` answered %d, and not by Ostiary: nobody keeps this door".formatted(endpoint, status),
        "name the application's own link, context path included; or put `ostiary-runtime` into its"
            + " WEB-INF/lib, or the module into the server");
  }

  /** Jakarta Security's other silent failure: who is known is turned away before the filter. */
  static Diagnosis callersRefusedByServer() {
    return new Diagnosis(
        "authentication",
        WRONG,
        "the server itself answers 500 to a caller whom Ostiary has just authenticated; on WildFly"
            + " its log says ELY01177: its own integration of JASPI wants to find the caller in a"
            + " security realm",
        "bin/jboss-cli.sh --connect --command='/subsystem=undertow/application-security-domain=other"
            + ":write-attribute(name=integrated-jaspi,value=false)', then reload the server");
  }

  static Diagnosis unknown(int status) {
    return new Diagnosis(
        "server",
        WRONG,
        "a signed request is answered %d by the server itself, before Ostiary".formatted(status),
        "look into the server's log");
  }

  static Diagnosis clocksApart(Duration difference) {
    return new Diagnosis(
        "clock",
        "doubtful",
        "this machine's clock is %d s %s the server's"
            .formatted(difference.abs().toSeconds(), difference.isNegative() ? "behind" : "before"),
        "let both machines set their clocks by NTP");
  }
}
