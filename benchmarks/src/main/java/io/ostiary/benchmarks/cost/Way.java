package io.ostiary.benchmarks.cost;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A way to come in: what requests carry that come by it.
 *
 * @param guard the title of who lets them in
 * @param name how, in words
 * @param path the application's context path
 * @param headers that each request carries
 * @param key by which each request is signed; null if none is
 * @param target the most processor time in microseconds that it should add to a request; 0 if
 *     nothing is promised
 */
public record Way(
    String guard,
    String name,
    String path,
    Map<String, String> headers,
    @Nullable Key key,
    double target) {

  public Way {
    headers = Map.copyOf(headers);
  }

  /** A way of which nothing is promised and nothing signed. */
  public static Way plain(Guard guard, String name, Map<String, String> headers) {
    return new Way(guard.title(), name, '/' + guard.name(), headers, null, 0);
  }

  /** An access key, or those of a session; only ever of a directory made for the measurement. */
  public record Key(String id, String secret, @Nullable String token) {
    @Override
    public String toString() {
      return "Key(" + id + ')';
    }
  }
}
