package io.ostiary.realm.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files and directories that only their owner may read, where the file system knows of owners. */
public final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFile() {}

  /** Makes a directory with mode 0700, and its parents; one that exists is left as it is. */
  public static void createDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(directory, attributes(directory, OWNER_DIRECTORY));
  }

  /**
   * Writes a file with mode 0600, whole or not at all: when this returns it is on disk, and after a
   * crash there is the old content or the new.
   */
  public static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    Path draft = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, attributes(draft, OWNER_FILE));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory(target.getParent());
  }

  /** Takes a file that exists away from everybody but its owner. */
  static void restrict(Path file) throws IOException {
    if (Files.exists(file) && knowsOwners(file)) {
      Files.setPosixFilePermissions(file, OWNER_FILE);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return knowsOwners(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean knowsOwners(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Makes the new name itself durable; not every system lets a directory be opened for that. */
  private static void syncDirectory(@Nullable Path directory) throws IOException {
    if (directory != null && knowsOwners(directory)) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
