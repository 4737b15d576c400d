package io.ostiary.depot.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes to files that a crash does not undo once they are done. The disk's failures are unchecked
 * here, so that an {@link IOException} always is the client's connection's.
 */
final class DurableFiles {
  /** A file that a crash left behind before it had its name. */
  static final String UNFINISHED = ".unfinished";

  private static final JsonReaderFactory JSON =
      JsonProvider.provider().createReaderFactory(Map.of());

  /** Windows cannot open a folder, and needs no sync of it. */
  private static final boolean FOLDERS_OPEN = File.separatorChar == '/';

  private DurableFiles() {}

  /** Work on files. */
  @FunctionalInterface
  interface FileWork<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /** Does {@code work}, making the disk's failures unchecked. */
  static <T extends @Nullable Object> T onDisk(FileWork<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts {@code content} in place of the file, all or nothing. */
  static void write(Path file, JsonObject content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    move(unfinished, file);
  }

  static <T> T read(Path file, Function<JsonObject, T> form) throws IOException {
    try (JsonReader reader =
        JSON.createReader(new ByteArrayInputStream(Files.readAllBytes(file)), UTF_8)) {
      return form.apply(reader.readObject());
    } catch (JsonException
        | ClassCastException
        | NullPointerException // thus JSON-P says that a member is missing
        | ArithmeticException
        | IllegalArgumentException e) {
      throw new IOException(
          "`%s` is not as Depot wrote it (%s); restore the file, or move it away to go on without what it names"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Renames, all or nothing, replacing what is there. */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncFolderOf(to);
  }

  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    syncFolderOf(file);
  }

  static void syncFolderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (FOLDERS_OPEN && folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** The names in a folder; those that a crash left unfinished are removed. */
  static List<Path> list(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      if (unfinished(file)) {
        Files.delete(file);
      }
    }
    return files.stream().filter(file -> !unfinished(file)).toList();
  }

  private static boolean unfinished(Path file) {
    return file.toString().endsWith(UNFINISHED);
  }

  /** Removes a folder that nothing names any more; what fails is left for the next start. */
  static void discard(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
