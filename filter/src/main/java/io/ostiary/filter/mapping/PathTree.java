package io.ostiary.filter.mapping;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.CanonicalRequest.PathSegment;
import io.ostiary.policy.service.PathTemplate;
import io.ostiary.policy.service.PathTemplate.Literal;
import io.ostiary.policy.service.PathTemplate.Rest;
import io.ostiary.policy.service.PathTemplate.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes by the shape of their paths. The shape that fits a path best is the one that is more
 * literal at the leftmost segment where shapes differ: a literal before a variable, a variable
 * before the rest of the path.
 */
final class PathTree {
  private final Map<String, PathTree> literals = new HashMap<>();
  private @Nullable PathTree variable;
  private @Nullable RouteTable rest;
  private @Nullable RouteTable end;
  private @Nullable RouteTable endSlash;

  /** Adds an entry under each of its route's methods. */
  void add(Entry entry) {
    PathTemplate path = entry.path();
    PathTree node = this;
    for (Segment segment : path.segments()) {
      if (segment instanceof Rest) {
        node.rest = node.rest == null ? new RouteTable() : node.rest;
        node.rest.add(entry);
        return;
      }
      node = node.child(segment);
    }
    if (path.trailingSlash()) {
      node.endSlash = node.endSlash == null ? new RouteTable() : node.endSlash;
      node.endSlash.add(entry);
    } else {
      node.end = node.end == null ? new RouteTable() : node.end;
      node.end.add(entry);
    }
  }

  private PathTree child(Segment segment) {
    if (segment instanceof Literal literal) {
      return literals.computeIfAbsent(literal.text(), text -> new PathTree());
    }
    variable = variable == null ? new PathTree() : variable;
    return variable;
  }

  /** The routes of the shape that fits a request's path best; null if none does. */
  @Nullable RouteTable find(CanonicalRequest request) {
    return find(request.segments(), 0, request.trailingSlash());
  }

  private @Nullable RouteTable find(List<PathSegment> segments, int depth, boolean slash) {
    if (depth == segments.size()) {
      return slash && depth > 0 ? endSlash : end;
    }
    PathTree literal = literals.get(segments.get(depth).text());
    RouteTable found = literal == null ? null : literal.find(segments, depth + 1, slash);
    if (found == null && variable != null) {
      found = variable.find(segments, depth + 1, slash);
    }
    return found == null ? rest : found;
  }

  /** Every table, in no particular order. */
  List<RouteTable> tables() {
    List<RouteTable> tables = new ArrayList<>();
    for (RouteTable table : new RouteTable[] {rest, end, endSlash}) {
      if (table != null) {
        tables.add(table);
      }
    }
    literals.values().forEach(child -> tables.addAll(child.tables()));
    if (variable != null) {
      tables.addAll(variable.tables());
    }
    return tables;
  }
}
