package io.ostiary.filter.mapping;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.CanonicalRequest.PathSegment;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.policy.service.PathTemplate;
import io.ostiary.policy.service.PathTemplate.Literal;
import io.ostiary.policy.service.PathTemplate.Rest;
import io.ostiary.policy.service.PathTemplate.Segment;
import io.ostiary.policy.service.PathVariable;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.Selectors;
import io.ostiary.policy.service.ServiceDefinition;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One path of one route of one service. */
record Entry(ServiceDefinition service, Route route, PathTemplate path) {

  /** How a message names it, for one method. */
  String describe(String method) {
    StringBuilder text = new StringBuilder(method).append(' ').append(path);
    char joint = '?';
    for (Map.Entry<String, Selectors.Value> selector : route.select().query().entrySet()) {
      text.append(joint).append(selector.getKey()).append('=').append(selector.getValue().text());
      joint = '&';
    }
    route.select().headers().keySet().forEach(header -> text.append(" with ").append(header));
    return text.toString();
  }

  /** Says whether some request could carry selectors that both this and another demand. */
  boolean overlaps(Entry other) {
    return compatible(route.select().query(), other.route.select().query())
        && compatible(route.select().headers(), other.route.select().headers());
  }

  private static boolean compatible(
      Map<String, Selectors.Value> one, Map<String, Selectors.Value> two) {
    return one.keySet().equals(two.keySet())
        && one.entrySet().stream()
            .allMatch(
                entry -> {
                  Selectors.Value other = two.getOrDefault(entry.getKey(), Selectors.Value.ANY);
                  return entry.getValue().any() || other.admits(entry.getValue().text());
                });
  }

  /** Says whether this demands an exact value wherever another, overlapping one does, and more. */
  boolean beats(Entry other) {
    List<String> ours = exact();
    List<String> theirs = other.exact();
    return ours.size() > theirs.size() && ours.containsAll(theirs);
  }

  /** The selectors of which an exact value is demanded. */
  private List<String> exact() {
    return Stream.concat(
            exact("query ", route.select().query()), exact("header ", route.select().headers()))
        .toList();
  }

  private static Stream<String> exact(String kind, Map<String, Selectors.Value> choice) {
    return choice.entrySet().stream()
        .filter(entry -> !entry.getValue().any())
        .map(entry -> kind + entry.getKey());
  }

  /** The values of the path's variables in a request whose path has this shape. */
  Map<String, String> variables(CanonicalRequest request) throws RejectedRequestException {
    return variables(service, path, request.segments(), request.trailingSlash());
  }

  /** The values of a template's variables in a path that has its shape. */
  static Map<String, String> variables(
      ServiceDefinition service, PathTemplate path, List<PathSegment> segments, boolean slash)
      throws RejectedRequestException {
    Map<String, String> values = Map.of();
    for (int i = 0; i < path.segments().size(); i++) {
      Segment step = path.segments().get(i);
      if (step instanceof PathTemplate.Variable variable) {
        String value = value(service, variable.name(), segments.subList(i, i + 1), false);
        values = with(variable.name(), value, values);
      } else if (step instanceof Rest rest) {
        String value = value(service, rest.name(), segments.subList(i, segments.size()), slash);
        values = with(rest.name(), value, values);
      }
    }
    return values;
  }

  /** Most paths have one variable. */
  private static Map<String, String> with(String name, String value, Map<String, String> values) {
    if (values.isEmpty()) {
      return Map.of(name, value);
    }
    Map<String, String> more = new HashMap<>(values);
    more.put(name, value);
    return more;
  }

  private static String value(
      ServiceDefinition service, String name, List<PathSegment> parts, boolean slash)
      throws RejectedRequestException {
    PathVariable limits = service.variable(name);
    for (PathSegment part : parts) {
      if (part.data() && !limits.data()) {
        throw new RejectedRequestException(
            Reason.BAD_REQUEST, "the path holds %3B, %23, %3F or %25, which is not served here");
      }
    }
    String text = text(parts, slash);
    // No character has more than three bytes, and no pair of surrogates more than four.
    if (3L * text.length() > limits.maxLength()
        && text.getBytes(StandardCharsets.UTF_8).length > limits.maxLength()) {
      throw new RejectedRequestException(
          Reason.BAD_REQUEST,
          "the path's `%s` is longer than %s bytes".formatted(name, limits.maxLength()));
    }
    if (!limits.without().isEmpty()) {
      checkCharacters(name, text, limits.without());
    }
    return text;
  }

  private static void checkCharacters(String name, String text, String without)
      throws RejectedRequestException {
    for (int i = 0; i < without.length(); i++) {
      if (text.indexOf(without.charAt(i)) >= 0) {
        throw new RejectedRequestException(
            Reason.BAD_REQUEST,
            "the path's `%s` holds `%s`, which is not served here"
                .formatted(name, without.charAt(i)));
      }
    }
  }

  private static String text(List<PathSegment> parts, boolean slash) {
    if (parts.size() == 1 && !slash) {
      return parts.get(0).text();
    }
    StringBuilder text = new StringBuilder();
    for (PathSegment part : parts) {
      text.append(text.isEmpty() ? "" : "/").append(part.text());
    }
    return slash ? text.append('/').toString() : text.toString();
  }

  /** Says whether a path has a template's shape. */
  static boolean shaped(PathTemplate path, List<PathSegment> segments, boolean slash) {
    List<Segment> steps = path.segments();
    for (int i = 0; i < steps.size(); i++) {
      if (i >= segments.size()) {
        return false;
      }
      if (steps.get(i) instanceof Rest) {
        return true;
      }
      if (steps.get(i) instanceof Literal literal
          && !literal.text().equals(segments.get(i).text())) {
        return false;
      }
    }
    return steps.size() == segments.size() && slash == path.trailingSlash();
  }
}
