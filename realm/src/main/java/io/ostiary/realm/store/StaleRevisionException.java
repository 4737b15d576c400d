package io.ostiary.realm.store;

/** The store moved on since a change was decided; decide again on what it holds now. */
public final class StaleRevisionException extends Exception {
  private static final long serialVersionUID = 1L;

  public StaleRevisionException(Revision expected) {
    super("the store is no longer at revision " + expected);
  }
}
