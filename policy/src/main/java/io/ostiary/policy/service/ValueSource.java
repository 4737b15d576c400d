package io.ostiary.policy.service;

/**
 * Where in a request a value stands.
 *
 * @param name of the path variable, query parameter, header field (lower-case) or form field; for
 *     JSON a pointer (RFC 6901)
 */
public record ValueSource(Kind kind, String name) {

  /** A part of the request. */
  public enum Kind {
    PATH,
    QUERY,
    HEADER,
    FORM,
    JSON
  }
}
