package io.ostiary.runtime;

import io.ostiary.realm.Realm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes the application's first users, once in the life of a data directory. */
final class FirstUsers {
  private FirstUsers() {}

  /**
   * Makes them unless that was done before or the directory is kept in files; a crash in between
   * makes the next start do it again. The access keys are on disk before the marker is: if only the
   * marker is missing, as after a restore, users and keys stay as they are.
   */
  static void make(Deployment deployment, Settings settings, Realm realm) {
    if (Files.exists(settings.firstStartDone()) || settings.realm().directoryFiles().isPresent()) {
      return;
    }
    Optional<FirstStart> wanted = deployment.firstStart();
    if (isTurnOfThisNode(settings, realm)
        && wanted.isPresent()
        && !Files.exists(settings.credentials())) {
      List<FirstStart.FirstKey> keys = wanted.get().apply(realm.directory(), realm.accountId());
      if (!keys.isEmpty()) {
        new CredentialsFile(settings.credentials()).write(keys);
      }
    }
    mark(settings.firstStartDone());
  }

  /**
   * Of nodes that share a database, the one that made the installation makes its users too, also if
   * it has to begin again; the others would replace the keys that it has handed out.
   */
  private static boolean isTurnOfThisNode(Settings settings, Realm realm) {
    if (settings.realm().database().isEmpty()) {
      return true;
    }
    if (realm.firstStart()) {
      mark(settings.firstStartBegun());
    }
    return Files.exists(settings.firstStartBegun());
  }

  private static void mark(Path marker) {
    try {
      Files.createFile(marker);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + marker, e);
    }
  }
}
