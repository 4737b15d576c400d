package io.ostiary.depot.store;

import static io.ostiary.depot.store.DurableFiles.onDisk;

import io.ostiary.depot.checksum.RunningChecksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The blobs of a bucket. */
final class BlobFolder {
  private static final System.Logger LOG = System.getLogger(BlobFolder.class.getName());
  private static final int BUFFER = 1 << 16;
  private static final int ID_BYTES = 16;

  private final Path folder;
  private final Random random;

  BlobFolder(Path folder, Random random) {
    this.folder = folder;
    this.random = random;
  }

  /**
   * Reads {@code bytes} to their very end into a new blob, and lets the checksums see them.
   *
   * @throws IOException if reading fails; nothing remains then
   */
  Blob write(InputStream bytes, List<? extends RunningChecksum> checksums) throws IOException {
    String id = newId();
    boolean whole = false;
    try {
      long size = 0;
      try (FileChannel channel = onDisk(() -> create(id))) {
        byte[] buffer = new byte[BUFFER];
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
          int length = read;
          checksums.forEach(checksum -> checksum.update(buffer, 0, length));
          onDisk(() -> append(channel, buffer, length));
          size += length;
        }
        onDisk(() -> sync(channel, id));
      }
      whole = true;
      return new Blob(id, size);
    } finally {
      if (!whole) {
        remove(List.of(new Blob(id, 0)));
      }
    }
  }

  private FileChannel create(String id) throws IOException {
    return FileChannel.open(
        folder.resolve(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static boolean append(FileChannel channel, byte[] buffer, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return true;
  }

  private boolean sync(FileChannel channel, String id) throws IOException {
    channel.force(true);
    DurableFiles.syncFolderOf(folder.resolve(id));
    return true;
  }

  /** The same bytes under other names; without copying them where the file system can. */
  List<Blob> duplicate(BlobFolder source, Collection<Blob> blobs) throws IOException {
    List<Blob> duplicates = new ArrayList<>();
    boolean whole = false;
    try {
      for (Blob blob : blobs) {
        duplicates.add(duplicate(source, blob));
      }
      DurableFiles.syncFolderOf(folder.resolve("any"));
      whole = true;
      return duplicates;
    } finally {
      if (!whole) {
        remove(duplicates);
      }
    }
  }

  private Blob duplicate(BlobFolder source, Blob blob) throws IOException {
    String id = newId();
    try {
      Files.createLink(folder.resolve(id), source.folder.resolve(blob.id()));
      return new Blob(id, blob.size());
    } catch (UnsupportedOperationException noLinks) {
      try (InputStream bytes = Files.newInputStream(source.folder.resolve(blob.id()))) {
        return write(bytes, List.of());
      }
    }
  }

  FileChannel open(Blob blob) throws IOException {
    return FileChannel.open(folder.resolve(blob.id()), StandardOpenOption.READ);
  }

  /** Removes blobs that no metadata names; what cannot be removed goes at the next start. */
  void remove(Collection<Blob> blobs) {
    for (Blob blob : blobs) {
      try {
        Files.deleteIfExists(folder.resolve(blob.id()));
      } catch (IOException e) {
        LOG.log(
            System.Logger.Level.WARNING, "could not remove `" + folder.resolve(blob.id()) + "`", e);
      }
    }
  }

  /** Removes all but {@code named}, and says which of these are missing. */
  Set<String> sweep(Set<String> named) throws IOException {
    Set<String> missing = new HashSet<>(named);
    for (Path file : DurableFiles.list(folder)) {
      String id = String.valueOf(file.getFileName());
      if (named.contains(id)) {
        missing.remove(id);
      } else {
        Files.deleteIfExists(file);
      }
    }
    return missing;
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
