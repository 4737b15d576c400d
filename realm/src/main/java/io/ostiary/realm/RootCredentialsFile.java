package io.ostiary.realm;

import io.ostiary.realm.credential.FreshAccessKey;
import io.ostiary.realm.store.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a root user's access key is left for the operator, as AWS's tools read credentials. */
record RootCredentialsFile(Path file) {
  private static final String KEY_ID = "aws_access_key_id = ";

  void write(FreshAccessKey key) {
    try {
      PrivateFile.write(
          file,
          "[root]\n%s%s\naws_secret_access_key = %s\n"
              .formatted(KEY_ID, key.id(), key.revealSecret()));
    } catch (IOException e) {
      throw new UncheckedIOException("the root user's key cannot be written to " + file, e);
    }
  }

  /** The id of the key that it holds, if it is there. */
  Optional<String> accessKeyId() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(KEY_ID))
          .map(line -> line.substring(KEY_ID.length()).strip())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("the root user's key cannot be read from " + file, e);
    }
  }
}
