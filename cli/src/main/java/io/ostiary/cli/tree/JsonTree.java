package io.ostiary.cli.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) strictly: no member twice, nothing after the document, no half characters.
 * At most {@value #MAX_VALUES} values, {@value #MAX_DEPTH} levels deep; how long a text may be is
 * for the caller to bound.
 */
public final class JsonTree {
  static final int MAX_VALUES = 100_000;
  static final int MAX_DEPTH = 32;

  private static final int MAX_NUMBER = 100;
  private static final int NO_LINE = 0;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(MAX_NUMBER)
                  .build())
          .build();

  private final JsonParser parser;
  private final String file;
  private final int onlyLine;
  private int values;

  private JsonTree(JsonParser parser, String file, int onlyLine) {
    this.parser = parser;
    this.file = file;
    this.onlyLine = onlyLine;
  }

  /**
   * Reads one document.
   *
   * @param file how messages call it
   * @throws MalformedException if it is none
   */
  public static Node read(char[] text, int length, String file) {
    return readLine(text, length, file, NO_LINE);
  }

  /**
   * Reads one document that is a line among others.
   *
   * @param line its number; a carriage return in it begins no other
   * @throws MalformedException if it is none
   */
  public static Node readLine(char[] text, int length, String file, int line) {
    if (length > 0 && text[0] == BYTE_ORDER_MARK) {
      throw Place.of(file, Math.max(1, line), 1)
          .refuse("a byte order mark stands before the JSON; save it without one");
    }
    try (JsonParser parser = JSON.createParser(text, 0, length)) {
      return new JsonTree(parser, file, line).document();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text cannot fail to be read", impossible);
    }
  }

  /**
   * The value of a member of the outermost object in a text that cannot be read as a whole, if it
   * stands before the fault; null otherwise.
   */
  public static @Nullable Node salvage(char[] text, int length, String name) {
    try (JsonParser parser = JSON.createParser(text, 0, length)) {
      JsonTree tree = new JsonTree(parser, "", NO_LINE);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.getText().equals(name);
        if (parser.nextToken().isStructStart()) {
          parser.skipChildren();
        } else if (wanted) {
          return tree.value(tree.here(), 0);
        }
      }
      return null;
    } catch (IOException | MalformedException hopeless) {
      return null;
    }
  }

  private Node document() throws IOException {
    try {
      if (parser.nextToken() == null) {
        throw Place.of(file, Math.max(1, onlyLine), 1)
            .refuse("there is nothing here; write a JSON object");
      }
      Node root = value(here(), 0);
      if (parser.nextToken() != null) {
        throw here().refuse("more follows after the document; remove it");
      }
      return root;
    } catch (JsonEOFException e) {
      throw at(e.getLocation())
          .refuse("the JSON ends before it is complete; close every `{`, `[` and `\"`");
    } catch (StreamConstraintsException e) {
      throw here().refuse("a number is too long; write it in at most 100 characters");
    } catch (JsonProcessingException e) {
      throw at(e.getLocation()).refuse("this is not JSON: " + reason(e));
    }
  }

  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int line = message.indexOf('\n');
    String first = line < 0 ? message : message.substring(0, line);
    return first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
  }

  private Node value(Place place, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw place.refuse("values lie more than " + MAX_DEPTH + " deep; nothing here needs that");
    }
    if (++values > MAX_VALUES) {
      throw place.refuse("there are more than " + MAX_VALUES + " values; split them up");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> members(place, depth);
      case START_ARRAY -> items(place, depth);
      case VALUE_STRING -> new Node.Text(Characters.whole(parser.getText(), place), place);
      case VALUE_NULL -> new Node.Null(place);
      case VALUE_TRUE -> new Node.Truth(true, place);
      case VALUE_FALSE -> new Node.Truth(false, place);
      default -> new Node.Numeral(parser.getText(), place);
    };
  }

  private Node items(Place place, int depth) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(inside(place, Integer.toString(items.size())), depth + 1));
    }
    return new Node.Items(items, place);
  }

  private Node members(Place place, int depth) throws IOException {
    List<Node.Member> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Place namePlace = inside(place, parser.getText());
      String name = Characters.whole(parser.getText(), namePlace);
      if (!names.add(name)) {
        throw namePlace.refuse("member `" + name + "` is written twice; keep one");
      }
      parser.nextToken();
      JsonLocation location = parser.currentTokenLocation();
      Place valuePlace = namePlace.at(line(location), column(location));
      members.add(new Node.Member(name, value(valuePlace, depth + 1), namePlace));
    }
    return new Node.Members(members, place);
  }

  private Place inside(Place parent, String step) {
    JsonLocation location = parser.currentTokenLocation();
    return parent.inside(step, line(location), column(location));
  }

  private Place here() {
    return at(parser.currentTokenLocation());
  }

  private Place at(JsonLocation location) {
    return Place.of(file, line(location), column(location));
  }

  private int line(JsonLocation location) {
    return onlyLine == NO_LINE ? Math.max(1, location.getLineNr()) : onlyLine;
  }

  private int column(JsonLocation location) {
    return onlyLine == NO_LINE
        ? Math.max(1, location.getColumnNr())
        : (int) location.getCharOffset() + 1;
  }
}
