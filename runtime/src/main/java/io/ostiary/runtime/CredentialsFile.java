package io.ostiary.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The access keys made at the first start, in the form that AWS's clients read as {@code
 * AWS_SHARED_CREDENTIALS_FILE}: one profile a user, the first one as {@code default} too. Only its
 * owner may read it.
 */
record CredentialsFile(Path path) {

  /** Writes the file as a whole, on disk when this returns. */
  void write(List<FirstStart.FirstKey> keys) {
    StringBuilder text =
        new StringBuilder("# Made at Ostiary's first start; shown nowhere else.\n");
    for (int i = 0; i < keys.size(); i++) {
      if (i == 0) {
        profile(text, "default", keys.get(i));
      }
      profile(text, keys.get(i).userName(), keys.get(i));
    }
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.write(StandardCharsets.UTF_8.encode(text.toString()));
        channel.force(true);
      }
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the first credentials cannot be written to " + path, e);
    }
  }

  private static void profile(StringBuilder text, String profile, FirstStart.FirstKey key) {
    text.append("\n[").append(profile).append("]\n");
    // Without a region the clients would ask for one; every region is served.
    text.append("region = us-east-1\n");
    text.append("aws_access_key_id = ").append(key.key().key().id()).append('\n');
    text.append("aws_secret_access_key = ").append(key.key().revealSecret()).append('\n');
  }
}
