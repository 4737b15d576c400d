package io.ostiary.endpoint.status;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;

/**
 * What the doctor says of one part of an installation.
 *
 * @param remedy the one change that mends it; empty where nothing needs to be mended
 */
public record Diagnosis(String part, State state, String says, String remedy) {

  /** How a part is. */
  public enum State {
    /** As it should be. */
    SOUND,
    /** It works, and somebody should look at it. */
    DOUBTFUL,
    /** It does not do what it is there for. */
    WRONG
  }

  /** Nothing needs to be done. */
  public static Diagnosis sound(String part, String says) {
    return new Diagnosis(part, State.SOUND, says, "");
  }

  public static Diagnosis doubtful(String part, String says, String remedy) {
    return new Diagnosis(part, State.DOUBTFUL, says, remedy);
  }

  public static Diagnosis wrong(String part, String says, String remedy) {
    return new Diagnosis(part, State.WRONG, says, remedy);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("part", part);
    json.writeStringField("state", state.name().toLowerCase(Locale.ROOT));
    json.writeStringField("says", says);
    if (!remedy.isEmpty()) {
      json.writeStringField("remedy", remedy);
    }
    json.writeEndObject();
  }
}
