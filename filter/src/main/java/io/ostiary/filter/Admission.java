package io.ostiary.filter;

/** Stays with a request that was let in, for the dispatches that may follow. */
record Admission(Arrival arrival) {

  /** The request attribute that holds it. */
  static final String ATTRIBUTE = "io.ostiary.admission";
}
