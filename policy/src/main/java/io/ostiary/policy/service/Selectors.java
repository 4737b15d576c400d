package io.ostiary.policy.service;

import java.util.Map;
import java.util.Set;

/**
 * What tells routes of one method and path apart. The set of selectors that a request carries must
 * be exactly the set that its route names.
 *
 * @param query names of query parameters, exact
 * @param headers names of header fields, lower-case
 */
public record Selectors(Set<String> query, Set<String> headers) {

  /** A service whose routes differ by method and path alone. */
  public static final Selectors NONE = new Selectors(Set.of(), Set.of());

  public Selectors {
    query = Set.copyOf(query);
    headers = Set.copyOf(headers);
  }

  /**
   * What a route demands of the selectors it names.
   *
   * @param headers by lower-case name
   */
  public record Choice(Map<String, Value> query, Map<String, Value> headers) {

    /** A route that names no selector, hence takes only requests without one. */
    public static final Choice NONE = new Choice(Map.of(), Map.of());

    public Choice {
      query = Map.copyOf(query);
      headers = Map.copyOf(headers);
    }
  }

  /** A demand on one selector's value, written {@code *} or as the exact text. */
  public record Value(String text) {

    /** Any value, the empty one included. */
    public static final Value ANY = new Value("*");

    public boolean any() {
      return text.equals(ANY.text);
    }

    /** Says whether a value, decoded once, meets the demand. */
    public boolean admits(String value) {
      return any() || text.equals(value);
    }
  }
}
