package io.ostiary.policy.service;

import java.util.Set;

/**
 * Whom and what a route lets in before any policy is asked.
 *
 * @param bodyLimit the most that a body may have, in bytes
 * @param streamed whether the application reads the body as it comes, verified piece by piece,
 *     rather than after the whole was verified
 * @param webSocket whether a request may turn its connection into a WebSocket
 */
public record Intake(
    Set<Access> access, Set<Payload> payload, long bodyLimit, boolean streamed, boolean webSocket) {

  /** What holds where a definition says nothing: signed requests, signed bodies up to 1 MiB. */
  public static final Intake DEFAULT =
      new Intake(Set.of(Access.SIGNED), Set.of(Payload.SIGNED), 1L << 20, false, false);

  public Intake {
    access = Set.copyOf(access);
    payload = Set.copyOf(payload);
  }

  Intake withWebSocket() {
    return new Intake(access, payload, bodyLimit, streamed, true);
  }
}
