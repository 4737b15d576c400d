package io.ostiary.filter.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that were read to their end: the first in memory, the rest in a file that only its owner
 * may read and that loses its name as soon as it is open, so that nothing stays behind however the
 * process ends. Can be read any number of times, by several threads.
 */
final class Spool implements AutoCloseable {
  private static final int STEP = 16 * 1024;

  private byte[] memory = new byte[0];
  private int inMemory;
  private long size;
  private @Nullable FileChannel file;

  private Spool() {}

  /** Reads a stream to its end. */
  static Spool fill(InputStream source, int memoryLimit, Path directory) throws IOException {
    Spool spool = new Spool();
    try {
      byte[] step = new byte[STEP];
      for (int read = source.read(step); read >= 0; read = source.read(step)) {
        spool.add(step, read, memoryLimit, directory);
      }
      return spool;
    } catch (IOException | RuntimeException | Error failure) {
      spool.close();
      throw failure;
    }
  }

  private void add(byte[] bytes, int length, int memoryLimit, Path directory) throws IOException {
    int kept = Math.min(length, memoryLimit - inMemory);
    if (kept > 0) {
      if (inMemory + kept > memory.length) {
        int room = Math.max(inMemory + kept, Math.min(memoryLimit, memory.length * 2));
        memory = Arrays.copyOf(memory, room);
      }
      System.arraycopy(bytes, 0, memory, inMemory, kept);
      inMemory += kept;
    }
    if (kept < length) {
      FileChannel target = file;
      if (target == null) {
        target = nameless(directory);
        file = target;
      }
      ByteBuffer rest = ByteBuffer.wrap(bytes, kept, length - kept);
      while (rest.hasRemaining()) {
        target.write(rest);
      }
    }
    size += length;
  }

  private static FileChannel nameless(Path directory) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path path = Files.createTempFile(directory, "ostiary-", ".body", ownerOnly);
    try {
      return FileChannel.open(
          path,
          Set.of(
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException failure) {
      Files.deleteIfExists(path);
      throw failure;
    }
  }

  long size() {
    return size;
  }

  /** All bytes at once; only for what is known to be small. */
  byte[] toByteArray() throws IOException {
    try (InputStream all = open(0, size)) {
      return all.readAllBytes();
    }
  }

  /** A part of the bytes as a stream of its own. */
  InputStream open(long offset, long length) {
    return new Reading(offset, offset + length);
  }

  private int read(long position, byte[] into, int offset, int length) throws IOException {
    if (position < inMemory) {
      int count = (int) Math.min(length, inMemory - position);
      System.arraycopy(memory, (int) position, into, offset, count);
      return count;
    }
    FileChannel source = file;
    if (source == null) {
      throw new IOException("the body ends early");
    }
    return source.read(ByteBuffer.wrap(into, offset, length), position - inMemory);
  }

  @Override
  public void close() throws IOException {
    FileChannel open = file;
    if (open != null) {
      open.close();
    }
  }

  private final class Reading extends InputStream {
    private final long end;
    private long position;

    private Reading(long start, long end) {
      this.position = start;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position >= end) {
        return -1;
      }
      int read = Spool.this.read(position, into, offset, (int) Math.min(length, end - position));
      if (read <= 0) {
        throw new IOException("the body ends early");
      }
      position += read;
      return read;
    }

    @Override
    public long skip(long count) {
      long skipped = Math.max(0, Math.min(count, end - position));
      position += skipped;
      return skipped;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, end - position);
    }
  }
}
