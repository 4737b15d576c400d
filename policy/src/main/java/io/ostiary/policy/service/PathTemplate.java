package io.ostiary.policy.service;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of a path below the context path, such as {@code /{Bucket}/{Key*}}.
 *
 * @param trailingSlash whether it ends with a slash after its last segment; the root does not
 */
public record PathTemplate(List<Segment> segments, boolean trailingSlash) {

  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~!$&'()+,=:@-]+");
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]{0,63})(\\*?)}");

  /** One step of a template. */
  public sealed interface Segment {}

  /** Exactly this text. */
  public record Literal(String text) implements Segment {}

  /** Any one segment. */
  public record Variable(String name) implements Segment {}

  /** The rest of the path: one segment or more, the slashes among and after them included. */
  public record Rest(String name) implements Segment {}

  public PathTemplate {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException whose message says what to write instead
   */
  public static PathTemplate parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("path `%s` must begin with `/`".formatted(text));
    }
    if (text.equals("/")) {
      return new PathTemplate(List.of(), false);
    }
    boolean slash = text.endsWith("/");
    String inner = text.substring(1, slash ? text.length() - 1 : text.length());
    List<Segment> segments = new ArrayList<>();
    for (String part : inner.split("/", -1)) {
      segments.add(segment(part, text));
    }
    PathTemplate template = new PathTemplate(segments, slash);
    template.check(text);
    return template;
  }

  private static Segment segment(String part, String text) {
    Matcher variable = VARIABLE.matcher(part);
    if (variable.matches()) {
      return variable.group(2).isEmpty()
          ? new Variable(variable.group(1))
          : new Rest(variable.group(1));
    }
    if (part.equals(".") || part.equals("..") || !LITERAL.matcher(part).matches()) {
      throw new IllegalArgumentException(
          "segment `%s` of path `%s` is neither a literal nor a variable;".formatted(part, text)
              + " write unreserved ASCII characters, `{Name}` for one segment, or `{Name*}` for the"
              + " rest");
    }
    return new Literal(part);
  }

  private void check(String text) {
    for (int i = 0; i < segments.size(); i++) {
      boolean last = i == segments.size() - 1;
      if (segments.get(i) instanceof Rest rest && (!last || trailingSlash)) {
        throw new IllegalArgumentException(
            "`{%s*}` takes all the rest; make it the end of path `%s`"
                .formatted(rest.name(), text));
      }
    }
    if (variables().size() != segments.stream().filter(s -> !(s instanceof Literal)).count()) {
      throw new IllegalArgumentException(
          "a variable comes twice in path `%s`; give each its own name".formatted(text));
    }
  }

  /** The names of its variables, from the left. */
  public Set<String> variables() {
    Set<String> names = new LinkedHashSet<>();
    for (Segment segment : segments) {
      if (segment instanceof Variable variable) {
        names.add(variable.name());
      } else if (segment instanceof Rest rest) {
        names.add(rest.name());
      }
    }
    return names;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      text.append('/');
      if (segment instanceof Literal literal) {
        text.append(literal.text());
      } else if (segment instanceof Variable variable) {
        text.append('{').append(variable.name()).append('}');
      } else if (segment instanceof Rest rest) {
        text.append('{').append(rest.name()).append("*}");
      }
    }
    return trailingSlash || segments.isEmpty() ? text.append('/').toString() : text.toString();
  }
}
