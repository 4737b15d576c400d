package io.ostiary.filter;

/**
 * Stays with a request that was let in, for the dispatches that may follow and for what the
 * application asks.
 */
record Admission(Arrival arrival, Pass pass) {

  /** The request attribute that holds it. */
  static final String ATTRIBUTE = "io.ostiary.admission";
}
