package io.ostiary.runtime;

import io.ostiary.realm.Realm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Makes the application's first users, once in the life of a data directory. */
final class FirstUsers {
  private FirstUsers() {}

  /**
   * Makes them unless that was done before; a crash in between makes the next start do it again.
   * The access keys are on disk before the marker is: if only the marker is missing, as after a
   * restore, users and keys stay as they are.
   */
  static void make(Deployment deployment, Settings settings, Realm realm) {
    if (Files.exists(settings.firstStartDone())) {
      return;
    }
    Optional<FirstStart> wanted = deployment.firstStart();
    if (wanted.isPresent() && !Files.exists(settings.credentials())) {
      List<FirstStart.FirstKey> keys = wanted.get().apply(realm.directory(), realm.accountId());
      if (!keys.isEmpty()) {
        new CredentialsFile(settings.credentials()).write(keys);
      }
    }
    try {
      Files.createFile(settings.firstStartDone());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + settings.firstStartDone(), e);
    }
  }
}
