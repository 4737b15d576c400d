package io.ostiary.policy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.ostiary.policy.json.Json.Member;
import io.ostiary.policy.json.Json.Path;
import io.ostiary.policy.json.Json.Place;
import io.ostiary.policy.json.JsonSyntaxException.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) strictly: no member twice, nothing after the document, no lone surrogates.
 * A document has at most {@value #MAX_CHARACTERS} characters, {@value #MAX_VALUES} values and
 * {@value #MAX_DEPTH} levels.
 */
public final class JsonReader {
  public static final int MAX_CHARACTERS = 256 * 1024;
  public static final int MAX_VALUES = 32 * 1024;
  public static final int MAX_DEPTH = 10;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(MAX_CHARACTERS)
                  .maxStringLength(MAX_CHARACTERS)
                  .maxNumberLength(100)
                  .build())
          .build();

  private final JsonParser parser;
  private @Nullable Path path;
  private int values;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads a document.
   *
   * @throws JsonSyntaxException if it is malformed or too large
   */
  public static Json read(String text) {
    requireCharacters(text);
    try (JsonParser parser = JSON.createParser(text)) {
      return new JsonReader(parser).document();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text cannot fail to be read", impossible);
    }
  }

  private static void requireCharacters(String text) {
    Place start = new Place(1, 1, null);
    if (text.length() > MAX_CHARACTERS) {
      throw new JsonSyntaxException(
          Fault.TOO_LARGE,
          start,
          "the document has %s characters; keep it within %s"
              .formatted(text.length(), MAX_CHARACTERS));
    }
    if (text.isBlank()) {
      throw new JsonSyntaxException(
          Fault.SYNTAX, start, "the document is empty; write a JSON object");
    }
    if (text.charAt(0) == BYTE_ORDER_MARK) {
      throw new JsonSyntaxException(
          Fault.SYNTAX, start, "the document begins with a byte order mark; save it without one");
    }
    int lone = loneSurrogate(text);
    if (lone >= 0) {
      throw new JsonSyntaxException(Fault.SYNTAX, placeOf(lone, text), halfCharacter());
    }
    int escape = malformedEscape(text);
    if (escape >= 0) {
      throw new JsonSyntaxException(
          Fault.SYNTAX,
          placeOf(escape, text),
          "this is not JSON: after `\\u` come four digits from `0` to `9` or `a` to `f`");
    }
  }

  private static Place placeOf(int index, String text) {
    int lineStart = text.lastIndexOf('\n', index) + 1;
    int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    return new Place(line, index - lineStart + 1, null);
  }

  /** Where the first half of a surrogate pair stands without the other half, or -1. */
  private static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /**
   * Where an escape by number has other digits than it may, or -1. The library takes digits of some
   * other scripts, and not for what they are.
   */
  private static int malformedEscape(String text) {
    for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i + 2)) {
      for (int digit = i + 2; text.startsWith("u", i + 1) && digit < i + 6; digit++) {
        if (digit < text.length() && !HexFormat.isHexDigit(text.charAt(digit))) {
          return i;
        }
      }
    }
    return -1;
  }

  private static String halfCharacter() {
    return "half of a surrogate pair stands alone; write the whole character";
  }

  private Json document() throws IOException {
    try {
      parser.nextToken();
      Json root = value(0);
      path = null;
      if (parser.nextToken() != null) {
        throw new JsonSyntaxException(
            Fault.SYNTAX, here(), "more follows after the document; remove it");
      }
      return root;
    } catch (JsonEOFException e) {
      throw new JsonSyntaxException(
          Fault.SYNTAX,
          at(e.getLocation()),
          "the document ends before it is complete; close every `{`, `[` and `\"`");
    } catch (StreamConstraintsException e) {
      throw new JsonSyntaxException(
          Fault.SYNTAX, here(), "a number is too long; write it in at most 100 characters");
    } catch (JsonProcessingException e) {
      throw new JsonSyntaxException(
          Fault.SYNTAX, at(e.getLocation()), "this is not JSON: " + reason(e));
    }
  }

  /** What the library says, without its advice to programmers. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    for (String advice : List.of("\n", ": enable `", " (for ")) {
      int end = message.indexOf(advice);
      message = end < 0 ? message : message.substring(0, end);
    }
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private Json value(int depth) throws IOException {
    Place place = here();
    if (depth > MAX_DEPTH) {
      throw new JsonSyntaxException(
          Fault.TOO_LARGE,
          place,
          "values lie more than %s deep; no policy needs that".formatted(MAX_DEPTH));
    }
    if (++values > MAX_VALUES) {
      throw new JsonSyntaxException(
          Fault.TOO_LARGE,
          place,
          "the document has more than %s values; split it".formatted(MAX_VALUES));
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> structure(place, depth);
      case START_ARRAY -> array(place, depth);
      case VALUE_STRING -> new Json.Text(wholeText(place), place);
      case VALUE_NULL -> new Json.Null(place);
      default -> new Json.Scalar(parser.getText(), place);
    };
  }

  private Json array(Place place, int depth) throws IOException {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      path = new Path(place.path(), String.valueOf(items.size()));
      items.add(value(depth + 1));
    }
    path = place.path();
    return new Json.Array(List.copyOf(items), place);
  }

  private Json structure(Place place, int depth) throws IOException {
    List<Member> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String raw = parser.getText();
      path = new Path(place.path(), raw);
      Place namePlace = here();
      String name = wholeText(namePlace);
      if (!names.add(name)) {
        throw new JsonSyntaxException(
            Fault.DUPLICATE_MEMBER,
            namePlace,
            "member `%s` is written twice; keep one".formatted(name));
      }
      parser.nextToken();
      members.add(new Member(name, value(depth + 1), namePlace));
    }
    path = place.path();
    return new Json.Structure(List.copyOf(members), place, at(parser.currentLocation()));
  }

  /** The text at hand, of whose escapes each must be a whole character. */
  private String wholeText(Place place) throws IOException {
    String text = parser.getText();
    if (loneSurrogate(text) >= 0) {
      throw new JsonSyntaxException(Fault.SYNTAX, place, halfCharacter());
    }
    return text;
  }

  private Place here() {
    return at(parser.currentTokenLocation());
  }

  private Place at(JsonLocation location) {
    return new Place(location.getLineNr(), location.getColumnNr(), path);
  }
}
