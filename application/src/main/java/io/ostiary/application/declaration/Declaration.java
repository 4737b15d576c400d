package io.ostiary.application.declaration;

import io.ostiary.policy.service.ArnTemplate;
import java.util.Optional;

/** What annotations say of one method. */
public sealed interface Declaration {

  /**
   * An action must be allowed.
   *
   * @param resource what it is done to; empty if it names none
   * @param path of a servlet's method the template of the paths that it takes; may be empty
   */
  record Needed(String action, Optional<ArnTemplate> resource, String path)
      implements Declaration {}

  /** Anybody may. */
  record Open() implements Declaration {}

  /** Nothing, in a class that says something of other methods: nobody may. */
  record Forgotten() implements Declaration {}

  /** Nothing, and nothing of the whole class: what the filter has decided stands. */
  record Silent() implements Declaration {}
}
