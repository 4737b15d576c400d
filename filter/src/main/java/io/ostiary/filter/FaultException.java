package io.ostiary.filter;

import org.jspecify.annotations.Nullable;

/** A request of a service of ours is refused as the service says. */
final class FaultException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  FaultException(Fault fault, @Nullable Throwable cause) {
    super(fault.message(), cause);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
