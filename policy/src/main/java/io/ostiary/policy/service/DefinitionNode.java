package io.ostiary.policy.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands. */
sealed interface DefinitionNode {

  /** Where the value begins; for a member's value, where its name does. */
  Place place();

  /** What a message calls a value of this kind. */
  String kind();

  /** An object, its members in order. */
  record Members(Place place, Map<String, DefinitionNode> members) implements DefinitionNode {
    @Override
    public String kind() {
      return "an object";
    }
  }

  /** An array. */
  record Items(Place place, List<DefinitionNode> items) implements DefinitionNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A string. */
  record Text(Place place, String text) implements DefinitionNode {
    @Override
    public String kind() {
      return "a text";
    }
  }

  /** A truth value. */
  record Truth(Place place, boolean value) implements DefinitionNode {
    @Override
    public String kind() {
      return "true or false";
    }
  }

  /** A whole number. */
  record Whole(Place place, int value) implements DefinitionNode {
    @Override
    public String kind() {
      return "a whole number";
    }
  }

  /** A value of a kind that no definition holds. */
  record Other(Place place, String kind) implements DefinitionNode {}

  /** The most characters that a definition may have. */
  int LONGEST = 1 << 20;

  /** How deep a definition may nest. */
  int DEEPEST = 16;

  /** Reads a text; a repeated member is a problem, broken JSON ends with all problems so far. */
  static DefinitionNode read(String text, Problems problems) {
    Place start = new Place(problems.file(), 1, 1);
    if (text.length() > LONGEST) {
      problems.add(start, "longer than 1 MiB; split it into several services");
      throw problems.exception();
    }
    StreamReadConstraints limits = StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build();
    JsonFactory factory = JsonFactory.builder().streamReadConstraints(limits).build();
    try (JsonParser parser = factory.createParser(text)) {
      parser.nextToken();
      DefinitionNode node = new TreeReader(parser, problems).value(start);
      if (parser.nextToken() != null) {
        problems.add(problems.at(parser.currentTokenLocation()), "text after the end; remove it");
      }
      return node;
    } catch (JsonProcessingException broken) {
      JsonLocation where = broken.getLocation();
      problems.add(
          where == null ? start : problems.at(where),
          "not JSON: %s; mend the syntax".formatted(broken.getOriginalMessage()));
      throw problems.exception();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Builds the tree from tokens. */
  record TreeReader(JsonParser parser, Problems problems) {

    DefinitionNode value(Place place) throws IOException {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.START_OBJECT) {
        return members(place);
      } else if (token == JsonToken.START_ARRAY) {
        return items(place);
      } else if (token == JsonToken.VALUE_STRING) {
        return new Text(place, parser.getText());
      } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
        return new Truth(place, token == JsonToken.VALUE_TRUE);
      } else if (token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= 9) {
        return new Whole(place, parser.getIntValue());
      }
      return new Other(place, token == null ? "nothing" : "`" + parser.getText() + "`");
    }

    private Members members(Place place) throws IOException {
      Map<String, DefinitionNode> members = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        Place where = problems.at(parser.currentTokenLocation());
        parser.nextToken();
        if (members.putIfAbsent(name, value(where)) != null) {
          problems.add(where, "`%s` comes twice; keep one".formatted(name));
        }
      }
      return new Members(place, members);
    }

    private Items items(Place place) throws IOException {
      List<DefinitionNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(problems.at(parser.currentTokenLocation())));
      }
      return new Items(place, items);
    }
  }
}
