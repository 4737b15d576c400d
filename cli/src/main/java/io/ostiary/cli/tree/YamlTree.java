package io.ostiary.cli.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads the part of YAML that says the same to every reader: objects, lists, texts, numbers, {@code
 * true}, {@code false} and {@code null}. Refused are anchors and aliases, tags, a second document,
 * a member written twice, and bare words that some readers take for a truth value ({@code yes}).
 * Limits are those of {@link JsonTree}.
 */
public final class YamlTree {
  private static final Set<String> TRUTHS_TO_SOME = Set.of("yes", "no", "on", "off", "y", "n");

  private final ParserImpl parser;
  private final String file;
  private int values;

  private YamlTree(ParserImpl parser, String file) {
    this.parser = parser;
    this.file = file;
  }

  /**
   * Reads one document.
   *
   * @throws MalformedException if it is none
   */
  public static Node read(String text, String file) {
    try {
      ParserImpl parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
      return new YamlTree(parser, file).document();
    } catch (MarkedYAMLException e) {
      throw at(file, e.getProblemMark()).refuse("this is not YAML: " + e.getProblem());
    } catch (ReaderException e) {
      throw at(file, text, e.getPosition()).refuse("a control character stands here; remove it");
    } catch (YAMLException e) {
      throw Place.of(file, 1, 1).refuse("this is not YAML: " + e.getMessage());
    }
  }

  private static Place at(String file, Mark mark) {
    return Place.of(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Place at(String file, String text, int codePoints) {
    int end = text.offsetByCodePoints(0, codePoints);
    int lineStart = text.lastIndexOf('\n', end - 1) + 1;
    int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    return Place.of(file, line, end - lineStart + 1);
  }

  private Node document() {
    parser.getEvent(); // the stream's start
    Event start = parser.getEvent();
    if (!start.is(Event.ID.DocumentStart)) {
      throw Place.of(file, 1, 1).refuse("there is nothing here; write an object");
    }
    Event root = parser.getEvent();
    Node value = value(root, at(file, root.getStartMark()), 0);
    parser.getEvent(); // the document's end
    Event end = parser.getEvent();
    if (!end.is(Event.ID.StreamEnd)) {
      throw at(file, end.getStartMark()).refuse("a second document begins here; write one a file");
    }
    return value;
  }

  private Node value(Event event, Place place, int depth) {
    if (depth > JsonTree.MAX_DEPTH) {
      throw place.refuse(
          "values lie more than " + JsonTree.MAX_DEPTH + " deep; nothing here needs that");
    }
    if (++values > JsonTree.MAX_VALUES) {
      throw place.refuse("there are more than " + JsonTree.MAX_VALUES + " values; split them up");
    }
    requirePlain(event, place);
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, place);
    }
    return event.is(Event.ID.MappingStart) ? members(place, depth) : items(place, depth);
  }

  private static void requirePlain(Event event, Place place) {
    boolean named = event instanceof NodeEvent node && node.getAnchor() != null;
    if (named || event instanceof AliasEvent) {
      throw place.refuse(
          "anchors and aliases are not read; write the value out, or put what is shared at the top");
    }
    String tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof CollectionStartEvent start ? start.getTag() : null;
    if (tag != null) {
      throw place.refuse("tag `" + tag + "` is not read; remove it, and quote what is a text");
    }
  }

  private static Node scalar(ScalarEvent scalar, Place place) {
    String text = Characters.whole(scalar.getValue(), place);
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return new Node.Text(text, place);
    }
    switch (text) {
      case "", "~", "null", "Null", "NULL" -> {
        return new Node.Null(place);
      }
      case "true", "True", "TRUE" -> {
        return new Node.Truth(true, place);
      }
      case "false", "False", "FALSE" -> {
        return new Node.Truth(false, place);
      }
      default -> {}
    }
    if (TRUTHS_TO_SOME.contains(text.toLowerCase(java.util.Locale.ROOT))) {
      throw place.refuse(
          "bare `"
              + text
              + "` is a truth value to some readers of YAML and a text to others; write `true` or"
              + " `false`, or put the text in quotes");
    }
    return isNumber(text) ? new Node.Numeral(text, place) : new Node.Text(text, place);
  }

  /** Says whether a text is a number of JSON; a leading zero makes it none. */
  static boolean isNumber(String text) {
    int i = text.startsWith("-") ? 1 : 0;
    int whole = digits(text, i);
    if (whole == i || (text.charAt(i) == '0' && whole > i + 1)) {
      return false;
    }
    i = whole;
    if (i < text.length() && text.charAt(i) == '.') {
      int fraction = digits(text, i + 1);
      if (fraction == i + 1) {
        return false;
      }
      i = fraction;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int sign = i + 1 < text.length() && "+-".indexOf(text.charAt(i + 1)) >= 0 ? 2 : 1;
      int exponent = digits(text, i + sign);
      if (exponent == i + sign) {
        return false;
      }
      i = exponent;
    }
    return i == text.length();
  }

  private static int digits(String text, int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  private Node items(Place place, int depth) {
    List<Node> items = new ArrayList<>();
    for (Event event = parser.getEvent();
        !event.is(Event.ID.SequenceEnd);
        event = parser.getEvent()) {
      items.add(value(event, inside(place, Integer.toString(items.size()), event), depth + 1));
    }
    return new Node.Items(items, place);
  }

  private Node members(Place place, int depth) {
    List<Node.Member> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Event event = parser.getEvent();
        !event.is(Event.ID.MappingEnd);
        event = parser.getEvent()) {
      if (!(event instanceof ScalarEvent key)) {
        throw at(file, event.getStartMark()).refuse("a member's name is no text; write a name");
      }
      String name = key.getValue();
      Place namePlace = inside(place, name, event);
      requirePlain(key, namePlace);
      Characters.whole(name, namePlace);
      if (!names.add(name)) {
        throw namePlace.refuse("member `" + name + "` is written twice; keep one");
      }
      Event value = parser.getEvent();
      Place valuePlace =
          namePlace.at(value.getStartMark().getLine() + 1, value.getStartMark().getColumn() + 1);
      members.add(new Node.Member(name, value(value, valuePlace, depth + 1), namePlace));
    }
    return new Node.Members(members, place);
  }

  private static Place inside(Place parent, String step, Event event) {
    Mark mark = event.getStartMark();
    return parent.inside(step, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
