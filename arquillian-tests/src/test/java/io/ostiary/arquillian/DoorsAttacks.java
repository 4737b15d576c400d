package io.ostiary.arquillian;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.wire.Http2Attack;
import io.ostiary.wire.Http2Wire;
import io.ostiary.wire.Http2Wire.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * The attacks of the filter's own tests, and those on Depot's paths, against {@link Rooms} in a
 * whole server: sent by nobody, by a user who signs them as they are, and in a presigned URL.
 *
 * <p>{@code -Dattacks=N} makes N more up, and sends each known one at every goal and as POST, too.
 */
final class DoorsAttacks {
  private static final Path TABLES = Path.of("../filter/src/test/resources/io/ostiary/filter");
  private static final List<String> GOALS = List.of("exact", "index.html", "x/secret.do");
  private static final int MADE_UP = Integer.getInteger("attacks", 0);

  private final Installation site;
  private final Signer signer;
  private final Courier courier;

  /** Takes a request to the server by one protocol. */
  interface Courier {
    RawAnswer send(RawRequest request, URI endpoint) throws IOException;
  }

  DoorsAttacks(Installation site, Signer signer, Courier courier) {
    this.site = site;
    this.signer = signer;
    this.courier = courier;
  }

  private enum Caller {
    ANONYMOUS,
    SIGNED,
    PRESIGNED
  }

  void nothingIsReached() throws Exception {
    assertThat(send(signer.asItIs("GET", "/admin/x")).status()).isEqualTo(403);
    String unused = visits();
    SoftAssertions softly = new SoftAssertions();
    for (String target : targets()) {
      for (Caller caller : Caller.values()) {
        String sent = caller == Caller.ANONYMOUS ? target : target.replace("public", "docs");
        for (String method : MADE_UP == 0 ? List.of("GET") : List.of("GET", "POST")) {
          String what = caller + " " + method + " " + sent;
          String answer = body(caller, method, sent);
          softly.assertThat(answer).as(what).doesNotContain("PROTECTED", "caller arn");
        }
        for (String visit : visits().lines().toList()) {
          assertIsOpenTo(softly, caller, sent, visit);
        }
      }
    }
    softly.assertAll();
  }

  /** A visit somewhere open, by a plain path, is no harm if it is the one that was asked for. */
  private static void assertIsOpenTo(
      SoftAssertions softly, Caller caller, String sent, String visit) {
    softly
        .assertThat(visit)
        .as(caller + " " + sent)
        .startsWith(caller == Caller.ANONYMOUS ? "open /public/" : "open /docs/")
        .doesNotContain("/../", "//", ";", "\\")
        .isEqualTo("open " + decoded(path(sent)));
  }

  /** What is malformed is refused, or is the one that was signed, to a server that is meant. */
  void nothingIsReachedByWhatIsMalformedInHttp2() throws Exception {
    Http2Wire wire = new Http2Wire(site.endpoint().getPort());
    SoftAssertions softly = new SoftAssertions();
    for (Http2Attack attack : Http2Attack.ALL) {
      List<Field> fields = signer.asItIs("GET", "/docs/a").fields(site.endpoint());
      String answer = wire.exchange(attack.change().apply(fields), new byte[0]);
      if (answer.contains("\npath ")) {
        softly.assertThat(visits()).as(attack.name()).isEqualTo("open /docs/a\n");
        softly
            .assertThat(answer)
            .as(attack.name())
            .endsWith("path /docs/a")
            .doesNotContain("other.example");
      } else {
        // TomEE's Tomcat may break the stream off after the one that was signed was let in.
        softly.assertThat(visits()).as(attack.name()).isIn("", "open /docs/a\n");
      }
    }
    softly.assertAll();
  }

  void ordinaryPathsAreLetIn() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    for (String line : lines("ordinary-targets.txt")) {
      String[] cells = line.split("\t", -1);
      for (Caller caller : Caller.values()) {
        String open = caller == Caller.ANONYMOUS ? "/public/" : "/docs/";
        String target = cells[0].replaceFirst("/public/", open);
        if (caller == Caller.ANONYMOUS || target.indexOf('?') < 0) {
          softly
              .assertThat(body(caller, "GET", target))
              .as(caller + " " + target)
              .isEqualTo("path " + cells[1].replaceFirst("/public/", open));
        }
      }
    }
    softly.assertAll();
  }

  private String body(Caller caller, String method, String target) throws IOException {
    RawRequest request =
        switch (caller) {
          case ANONYMOUS -> RawRequest.of(method, target);
          case SIGNED -> signer.asItIs(method, target);
          case PRESIGNED -> signer.presignAsItIs(method, target);
        };
    return send(request).body();
  }

  private RawAnswer send(RawRequest request) throws IOException {
    try {
      return courier.send(request, site.endpoint());
    } catch (SocketException reset) {
      return new RawAnswer(0, "", ""); // the book says whether it got in
    }
  }

  private String visits() throws IOException {
    return visits(site);
  }

  /** Who has got in since this was last asked. */
  static String visits(Installation site) throws IOException {
    RawAnswer answer = RawRequest.of("GET", "/visits").send(site.endpoint());
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().replace("\r", "");
  }

  private static List<String> targets() throws IOException {
    List<String> targets = new ArrayList<>();
    for (String line : lines("attack-targets.txt")) {
      targets.add(line);
      if (MADE_UP > 0 && line.contains("admin/x")) {
        GOALS.forEach(goal -> targets.add(line.replace("admin/x", goal)));
      }
    }
    for (String line : tricks()) {
      targets.add(line.replace("{open}", "public").replace("{vault}", "admin"));
    }
    List<String> pieces = lines("attack-pieces.txt");
    Random random = new Random(20261122);
    for (int i = 0; i < MADE_UP; i++) {
      targets.add(madeUp(pieces, random));
    }
    return targets;
  }

  private static String madeUp(List<String> pieces, Random random) {
    StringBuilder target = new StringBuilder("/");
    for (int i = 2 + random.nextInt(8); i > 0; i--) {
      target.append(pieces.get(random.nextInt(pieces.size())));
    }
    return target.toString();
  }

  /** Those that are text; a byte written as an escape is for Depot's own test. */
  private static List<String> tricks() throws IOException {
    try (Stream<String> table = Files.lines(Path.of("src/test/resources/path-tricks.csv"))) {
      return table
          .skip(1)
          .map(line -> line.split("\\|", 3)[2].strip())
          .filter(target -> !target.contains("\\x"))
          .toList();
    }
  }

  private static List<String> lines(String table) throws IOException {
    return Files.readAllLines(TABLES.resolve(table), UTF_8).stream()
        .filter(line -> !line.startsWith("# ") && !line.isEmpty())
        .toList();
  }

  private static String path(String target) {
    int end = target.indexOf('?');
    return end < 0 ? target : target.substring(0, end);
  }

  /** Percent signs decoded once. */
  private static String decoded(String path) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '%' && i + 2 < path.length() && isHex(path, i + 1)) {
        bytes.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.writeBytes(path.substring(i, i + 1).getBytes(ISO_8859_1));
      }
    }
    return bytes.toString(UTF_8);
  }

  private static boolean isHex(String text, int at) {
    return Character.digit(text.charAt(at), 16) >= 0
        && Character.digit(text.charAt(at + 1), 16) >= 0;
  }
}
