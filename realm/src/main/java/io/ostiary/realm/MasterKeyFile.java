package io.ostiary.realm;

import io.ostiary.realm.credential.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Where a realm's master key is: in a file that the operator named, or in one of its own. */
record MasterKeyFile(Path file, boolean named) {
  private static final String OWN_FILE = "master-key";

  MasterKeyFile(RealmSettings settings) {
    this(
        settings.masterKeyFile().orElseGet(() -> settings.dataDirectory().resolve(OWN_FILE)),
        settings.masterKeyFile().isPresent());
  }

  /** Reads the key; only the first start may make one, and only in the realm's own file. */
  MasterKey open(boolean firstStart, SecureRandom random) {
    try {
      if (Files.exists(file)) {
        return MasterKey.read(file);
      }
      if (firstStart && !named) {
        return MasterKey.create(file, random);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the master key file `" + file + "` cannot be used", e);
    }
    throw new IllegalArgumentException(
        "the master key file `%s` does not exist; restore it, since the access keys stored here do"
                .formatted(file)
            + " not open without it (for a new installation, `openssl rand -base64 32` makes one)");
  }
}
