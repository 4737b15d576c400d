package io.ostiary.policy.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Derives patterns from texts: most match the text that they come from, the others nearly. A
 * variable that stands in a text is kept in one piece, for a torn one is malformed.
 */
final class PatternGenerator {
  private static final Pattern PIECE =
      Pattern.compile("\\$\\{(?:[*?$]|[^{}' ,]+(?:, '[^']*')?)\\}|.", Pattern.DOTALL);

  private final Draw draw;

  PatternGenerator(Draw draw) {
    this.draw = draw;
  }

  /** A pattern with wildcards, variables and escapes. */
  String glob(String text, PlainRequest request) {
    List<String> pieces = pieces(draw.percent(50) ? withVariable(text, request) : text);
    for (int left = draw.of(0, 1, 1, 2, 3); left > 0; left--) {
      change(pieces);
    }
    return String.join("", pieces);
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    Matcher matcher = PIECE.matcher(text);
    while (matcher.find()) {
      pieces.add(matcher.group());
    }
    return pieces;
  }

  private void change(List<String> pieces) {
    int at = draw.below(pieces.size() + 1);
    boolean end = at == pieces.size();
    switch (draw.below(9)) {
      case 0 -> pieces.add(at, "*");
      case 1 -> {
        pieces.subList(at, pieces.size()).clear();
        pieces.add("*");
      }
      case 2 -> {
        pieces.subList(at, draw.between(at, pieces.size())).clear();
        pieces.add(at, "*");
      }
      case 3 -> {
        pieces.subList(0, at).clear();
        pieces.add(0, "*");
      }
      case 4 -> pieces.add(at, draw.of("?", "?", "?*", "**", " "));
      case 5, 6 -> {
        if (!end) {
          pieces.set(at, "?");
        }
      }
      case 7 -> {
        if (!end) {
          pieces.set(at, swapCase(pieces.get(at)));
        }
      }
      default -> escape(pieces);
    }
  }

  private static String swapCase(String piece) {
    int c = piece.codePointAt(0);
    return piece.startsWith("${")
        ? piece
        : Character.toString(
            Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
  }

  /** Characters that mean something become those that do not. */
  private void escape(List<String> pieces) {
    for (int i = 0; i < pieces.size(); i++) {
      String piece = pieces.get(i);
      if (List.of("*", "?", "$").contains(piece)) {
        pieces.set(i, "${" + piece + "}");
      } else if (piece.startsWith("${") && piece.length() > 4 && draw.percent(50)) {
        pieces.set(i, "${$}" + piece.substring(1));
      }
    }
  }

  /** Puts a variable in the place of its value, or some variable in some place. */
  String withVariable(String text, PlainRequest request) {
    for (Map.Entry<String, Object> entry : request.context().entrySet()) {
      if (entry.getValue() instanceof String value
          && value.length() > 1
          && draw.percent(70)
          && text.contains(value)) {
        int at = text.indexOf(value);
        return text.substring(0, at)
            + variable(entry.getKey())
            + text.substring(at + value.length());
      }
    }
    if (draw.percent(60)) {
      return text;
    }
    List<String> pieces = pieces(text);
    int at = draw.below(pieces.size() + 1);
    String dropped = at == pieces.size() ? "" : pieces.get(at);
    String key = draw.of("aws:username", "aws:PrincipalTag/team", "aws:TagKeys", "docs:Never");
    String otherwise = dropped.startsWith("${") ? "" : dropped;
    String variable =
        draw.percent(60) ? "${" + key + ", '" + otherwise + "'}" : variable(key) + dropped;
    if (at < pieces.size()) {
      pieces.set(at, variable);
    } else {
      pieces.add(variable);
    }
    return String.join("", pieces);
  }

  private String variable(String key) {
    return "${"
        + draw.of(key, key, PlainRequest.fold(key))
        + draw.of("", "", "", ", 'alice'", ", ''", ", '*'")
        + "}";
  }

  /** A resource pattern from the name of a resource, well-formed for a policy of any type. */
  String resource(String name, PlainRequest request, boolean mayAbbreviate) {
    if (draw.percent(8)) {
      return "*";
    }
    String arn = draw.percent(85) ? name : draw.of(RequestGenerator.RESOURCES);
    if (arn.equals("*")) {
      return draw.of("*", "*", "arn:aws:s3:::*", "arn:aws:*:*:*:*");
    }
    String[] parts = arn.split(":", 6);
    if (mayAbbreviate && draw.percent(10)) {
      return abbreviated(arn, parts);
    }
    for (int i = 1; i < 5; i++) {
      if (draw.percent(15)) {
        parts[i] = draw.of("*", "?*", starred(parts[i]), starred(parts[i]), parts[i] + "?");
      }
    }
    if (draw.percent(2)) {
      parts[4] = "${aws:PrincipalAccount}";
    }
    if (draw.percent(70)) {
      parts[5] = glob(parts[5], request);
    }
    return String.join(":", parts);
  }

  private String starred(String part) {
    return part.substring(0, draw.below(part.length() + 1)) + '*';
  }

  private String abbreviated(String arn, String[] parts) {
    int kept = draw.between(2, 5);
    StringBuilder text = new StringBuilder("arn");
    for (int i = 1; i < kept; i++) {
      text.append(':').append(draw.percent(80) ? parts[i] : starred(parts[i]));
    }
    return draw.percent(15) && arn.contains("queue")
        ? "arn:aws:sqs:*:alice-queue"
        : text + draw.of(":*", ":*", ":?*", "*");
  }

  /**
   * The beginning of an ARN, which only a resource's policy may hold, and which matches nothing.
   */
  String brokenOff(String name) {
    return name.equals("*")
        ? "arn:aws:s3"
        : name.substring(0, name.indexOf(':', "arn:aws:".length()));
  }

  /** An action pattern, with a service prefix unless it is a star. */
  String action(String action, boolean mayBeStar) {
    if (mayBeStar && draw.percent(8)) {
      return draw.of("*", "*", "*", "*:*");
    }
    String from = draw.percent(85) ? action : draw.of(RequestGenerator.ACTIONS);
    int colon = from.indexOf(':');
    String prefix = from.substring(0, colon);
    String name = from.substring(colon + 1);
    String pattern =
        switch (draw.below(9)) {
          case 0 -> "*";
          case 1 -> name.substring(0, draw.below(name.length())) + '*';
          case 2 -> '*' + name.substring(draw.below(name.length()));
          case 3 -> name.substring(0, 1) + '*' + name.substring(name.length() - 1);
          case 4 -> '?' + name.substring(1);
          case 5 -> draw.of(name + '?', name + '*', name + "Acl", name + ' ');
          case 6 -> PlainRequest.fold(name);
          default -> name;
        };
    return draw.of("", "", "", "", "", "", "", "", "", draw.of("", " "))
        + draw.of(prefix, prefix, prefix, PlainRequest.fold(prefix), prefix + 'x')
        + ':'
        + pattern;
  }
}
