package io.ostiary.filter.http;

import io.ostiary.signature.SignedRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one view of a request that every later step reads: verifier, router, mapper, audit. Whatever
 * is ambiguous was refused before one of these exists. Immutable.
 *
 * @param method one of the closed list, upper-case as received
 * @param rawPath the undecoded path of the request target, context path included, as signed
 * @param segments the decoded path below the context path, split at {@code /}; none for the root
 * @param trailingSlash whether the path ends with a slash after its last segment
 * @param rawQuery the undecoded query, null if there was no {@code ?}
 * @param query every query parameter in order, decoded once
 * @param headers every field line in order; names as received
 * @param host the Host field as received
 * @param clientAddress the peer's address, or behind trusted proxies the client's
 * @param secure whether the client came over TLS
 */
public record CanonicalRequest(
    String method,
    String rawPath,
    List<PathSegment> segments,
    boolean trailingSlash,
    @Nullable String rawQuery,
    List<Parameter> query,
    List<SignedRequest.Header> headers,
    String host,
    String clientAddress,
    boolean secure) {

  /**
   * One decoded segment.
   *
   * @param text decoded once, strict UTF-8
   * @param data whether it was written with an escape that only a path variable declared as data
   *     may hold: {@code %3B %23 %3F %25}
   */
  public record PathSegment(String text, boolean data) {}

  /** A query or form parameter; a name without {@code =} has an empty value. */
  public record Parameter(String name, String value) {}

  public CanonicalRequest {
    segments = List.copyOf(segments);
    query = List.copyOf(query);
    headers = List.copyOf(headers);
  }

  /** The value of a header that may come once; empty if absent. Name compared ignoring case. */
  public Optional<String> header(String name) {
    for (int i = 0; i < headers.size(); i++) { // asked often: without an iterator
      if (headers.get(i).name().equalsIgnoreCase(name)) {
        return Optional.of(headers.get(i).value());
      }
    }
    return Optional.empty();
  }

  /** Whether it asks to turn its connection into a WebSocket. */
  public boolean asksForWebSocket() {
    return header("upgrade").filter(RequestReader.WEB_SOCKET::equalsIgnoreCase).isPresent();
  }

  /** What a signature covers of this. */
  public SignedRequest signed() {
    return new SignedRequest(method, rawPath, rawQuery, headers);
  }
}
