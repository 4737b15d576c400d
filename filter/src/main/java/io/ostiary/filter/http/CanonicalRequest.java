package io.ostiary.filter.http;

import io.ostiary.signature.HeaderFields;
import io.ostiary.signature.SignedRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one view of a request that every later step reads: verifier, router, mapper, audit. Whatever
 * is ambiguous was refused before one of these exists. Immutable.
 *
 * @param method one of the closed list, upper-case as received
 * @param rawPath the undecoded path of the request target, context path included, as received
 * @param root where the application is for the client, undecoded: its context path, or what the
 *     external URL has in place of it
 * @param clientPath the path below that root, too: as the client asked for it, and signed it
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
    String root,
    String clientPath,
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
    headers = HeaderFields.copyOf(headers);
  }

  /** The value of a header that may come once; empty if absent. Name compared ignoring case. */
  public Optional<String> header(String name) {
    return HeaderFields.copyOf(headers).first(name);
  }

  /** Whether it asks to turn its connection into a WebSocket. */
  public boolean asksForWebSocket() {
    return header("upgrade").filter(RequestReader.WEB_SOCKET::equalsIgnoreCase).isPresent();
  }

  /** What a signature covers of this. */
  public SignedRequest signed() {
    return new SignedRequest(method, clientPath, rawQuery, headers);
  }

  /**
   * The same where the client may have written its root in another way: a proxy that takes {@code
   * /api} away makes {@code /} of both {@code /api} and {@code /api/}, and clients sign either.
   */
  public Optional<CanonicalRequest> spelledOtherwise() {
    if (!segments.isEmpty() || clientPath.equals(rawPath) || !clientPath.endsWith("/")) {
      return Optional.empty();
    }
    return Optional.of(
        new CanonicalRequest(
            method,
            rawPath,
            root,
            root,
            segments,
            trailingSlash,
            rawQuery,
            query,
            headers,
            host,
            clientAddress,
            secure));
  }
}
