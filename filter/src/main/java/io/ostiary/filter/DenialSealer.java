package io.ostiary.filter;

import java.util.Optional;

/**
 * Turns an explanation into a message that says nothing to whoever is denied, and that an
 * administrator of the account can have turned back.
 */
@FunctionalInterface
public interface DenialSealer {

  /** Where no explanation is handed out. */
  DenialSealer NONE = (accountId, explanation) -> Optional.empty();

  /** The message; empty if there can be none. */
  Optional<String> seal(String accountId, String explanation);
}
