package io.ostiary.cli.simulation;

import io.ostiary.cli.tree.JsonTree;
import io.ostiary.cli.tree.MalformedException;
import io.ostiary.cli.tree.Node;
import io.ostiary.cli.tree.Place;
import io.ostiary.cli.tree.Utf8;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Answers a stream of cases, one JSON object a line in and one a line out, in order and in constant
 * memory. A line that cannot be read is answered too, and the run goes on.
 */
public final class Simulator {
  /** How many bytes a line may have. */
  public static final int MAX_LINE = 4 << 20;

  private static final String INPUT = "standard input";
  private static final int OUTPUT_BUFFER = 1 << 16;

  private final CaseReader reader;
  private final Utf8 utf8 = new Utf8();
  private final StringBuilder out = new StringBuilder(1024);
  private final Answer answer = new Answer(out);

  public Simulator(PolicyShelf shelf) {
    this.reader = new CaseReader(shelf, false);
  }

  /** Answers every line; what is answered is flushed whenever the next line is not there yet. */
  public void run(InputStream in, OutputStream output) throws IOException {
    try (OutputStream buffered = new BufferedOutputStream(output, OUTPUT_BUFFER)) {
      Lines lines = new Lines(in, MAX_LINE, buffered);
      while (lines.next()) {
        answer(lines);
        buffered.write(out.toString().getBytes(StandardCharsets.UTF_8));
        out.setLength(0);
      }
    }
  }

  private void answer(Lines lines) {
    Node json;
    try {
      json = json(lines);
    } catch (MalformedException unreadable) {
      answer.malformed(salvagedId(), unreadable);
      return;
    }
    Node id = json.child("id");
    Node repeated = CaseReader.isId(id) ? id : null;
    try {
      SimulationCase question = reader.read(json);
      answer.decided(repeated, question.decide());
    } catch (MalformedException refused) {
      out.setLength(0);
      answer.malformed(repeated, refused);
    } catch (RuntimeException fault) {
      out.setLength(0);
      String problem = "ostiary failed at this case (" + fault + "); please report it";
      answer.malformed(repeated, json.place().refuse(problem));
    }
  }

  private Node json(Lines lines) {
    try {
      utf8.decode(lines.bytes(), lines.length(), INPUT, lines.number());
    } catch (MalformedException undecodable) {
      throw lines.cut() ? tooLong(lines) : undecodable;
    }
    if (lines.cut()) {
      throw tooLong(lines);
    }
    return JsonTree.readLine(utf8.characters(), utf8.length(), INPUT, lines.number());
  }

  private static MalformedException tooLong(Lines lines) {
    return Place.of(INPUT, lines.number(), 1)
        .refuse("the line has more than " + MAX_LINE + " bytes; split the case up");
  }

  private @Nullable Node salvagedId() {
    Node id = JsonTree.salvage(utf8.characters(), utf8.length(), "id");
    return CaseReader.isId(id) ? id : null;
  }
}
