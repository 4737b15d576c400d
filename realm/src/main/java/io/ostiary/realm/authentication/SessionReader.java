package io.ostiary.realm.authentication;

import io.ostiary.realm.directory.Directory;
import java.util.Optional;

/** Opens session tokens. */
public interface SessionReader {

  /**
   * Opens a token; empty if it was not sealed here for this use under a key that the directory has,
   * whatever is wrong with it. Whether the session still is good is another question.
   */
  Optional<OpenSession> open(String token, Session.Use use, Directory directory);
}
