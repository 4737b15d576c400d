package io.ostiary.realm.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The one right to use a data directory, held by an operating system's lock that ends with the
 * process. The locked file names its holder.
 */
final class OwnerLock implements AutoCloseable {
  /** Far behind the text, so that others can read it where locks are mandatory. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int LONGEST_OWNER = 1024;

  private final FileChannel channel;
  private final boolean abandoned;

  private OwnerLock(FileChannel channel, boolean abandoned) {
    this.channel = channel;
    this.abandoned = abandoned;
  }

  /** Whether the holder before this one ended without giving the lock back. */
  boolean abandoned() {
    return abandoned;
  }

  /**
   * Takes the lock, at once or not at all.
   *
   * @throws StoreException if another holds it, in this process or another
   */
  static OwnerLock acquire(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      if (tryLock(channel) == null) {
        throw taken(file, channel);
      }
      PrivateFile.restrict(file);
      boolean abandoned = channel.size() > 0;
      // Never empty on the way, and on disk: whoever is killed from here on has abandoned it.
      ByteBuffer owner = ByteBuffer.wrap(self().getBytes(StandardCharsets.UTF_8));
      int length = owner.remaining();
      channel.write(owner, 0);
      channel.truncate(length);
      channel.force(true);
      held = true;
      return new OwnerLock(channel, abandoned);
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static StoreException taken(Path file, FileChannel channel) throws IOException {
    ByteBuffer owner = ByteBuffer.allocate(LONGEST_OWNER);
    int length = Math.max(0, channel.read(owner, 0));
    String name = new String(owner.array(), 0, length, StandardCharsets.UTF_8).strip();
    return new StoreException(
        ("the directory in `%s` is in use by %s; an embedded directory serves one application: stop"
                + " the other one, give this one a data directory of its own, or let both share a"
                + " PostgreSQL database or the server module")
            .formatted(
                file.toAbsolutePath().getParent(), name.isEmpty() ? "another process" : name));
  }

  private static String self() {
    ProcessHandle process = ProcessHandle.current();
    return "process %s (%s), started %s"
        .formatted(
            process.pid(),
            process.info().command().orElse("java"),
            process.info().startInstant().map(Object::toString).orElse("at an unknown time"));
  }

  /** Frees the directory as a process that is killed does: the next holder is told. */
  void abandon() throws IOException {
    channel.close();
  }

  /** Frees the directory. The file stays: removing it could take away a new holder's lock. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.truncate(0);
      channel.close();
    }
  }
}
