package io.ostiary.policy.service;

import io.ostiary.policy.service.ValueSource.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One way into a service: the requests it takes, and what must be allowed for them.
 *
 * @param place where the definition states it
 * @param methods empty for a route of a Query-protocol service
 * @param paths every path it takes, all with the same variables; empty for a Query-protocol service
 * @param queryAction the value of {@code Action} that a Query-protocol route takes
 * @param authorize every one of these must be allowed; empty only if no policy is asked
 * @param decidedByEndpoint whether the service's own handler decides, once the caller is known
 * @param context condition keys and where their values stand; absent source, absent key
 * @param tags where the request brings tags: a header written like a query ({@code a=1&b=2}), a
 *     form list ({@code Tags.member.1.Key}), or in JSON an object or an array of {@code {"Key",
 *     "Value"}}
 */
public record Route(
    Place place,
    Set<String> methods,
    List<PathTemplate> paths,
    Optional<String> queryAction,
    Selectors.Choice select,
    Intake intake,
    List<RequiredAction> authorize,
    boolean decidedByEndpoint,
    Map<String, ValueSource> context,
    Optional<ValueSource> tags,
    Optional<Extraction> extract) {

  public Route {
    methods = Set.copyOf(methods);
    paths = List.copyOf(paths);
    authorize = List.copyOf(authorize);
    context = Map.copyOf(context);
  }

  /** Who may come in. */
  public Set<Access> access() {
    return intake.access();
  }

  /** The most that the body may have, in bytes. */
  public long bodyLimit() {
    return intake.bodyLimit();
  }

  /** Whether the application reads the body as it comes. */
  public boolean streamed() {
    return intake.streamed();
  }

  /** Whether a request may turn its connection into a WebSocket. */
  public boolean webSocket() {
    return intake.webSocket();
  }

  /** Says whether a condition key or tag is read from this part of the request. */
  public boolean reads(Kind kind) {
    if (tags.isPresent() && tags.get().kind() == kind) {
      return true;
    }
    if (!context.isEmpty()) { // asked at every request
      for (ValueSource source : context.values()) {
        if (source.kind() == kind) {
          return true;
        }
      }
    }
    return false;
  }
}
