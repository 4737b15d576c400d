package io.ostiary.filter;

/** A request of a service of ours is refused before any policy is asked, as the service says. */
final class FaultException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  FaultException(Fault fault, Throwable cause) {
    super(fault.message(), cause);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
