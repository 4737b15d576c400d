package io.ostiary.policy.service;

import java.util.List;

/** A service definition is broken; start-up stops. Says where, what, and how to mend it. */
public final class ServiceDefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ServiceDefinitionException(String message) {
    super(message);
  }

  /** All problems of one definition, each {@code file:line:column: problem}, one a line. */
  public ServiceDefinitionException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
