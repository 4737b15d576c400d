package io.ostiary.filter.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Audit lines in a file that is only ever appended to and readable by its owner alone, each line
 * chained to the one before. A file that is large or old enough is put aside, named by the number
 * of its last line ({@code audit-000000001234.log}), and the chain goes on in a new one; so it does
 * in a process that is started later. Lines are the operating system's before {@link #write}
 * returns: they survive the end of the process, whatever ends it.
 */
public final class AuditFile implements AuditDestination {

  /**
   * When a file is put aside.
   *
   * @param size in bytes, before a line that would make it larger
   * @param period at each multiple of it since 1970 began in UTC; so a day ends at midnight there
   */
  public record Rotation(long size, Duration period) {}

  private static final int BLOCK = 64 * 1024;

  private final Path path;
  private final Rotation rotation;
  private final InstantSource clock;
  private final AuditLines written = new AuditLines();
  private FileChannel file;
  private AuditChain chain;

  /** The length of what is known to be whole lines. */
  private long length;

  /** When the file was written last. */
  private Instant writtenAt;

  private AuditFile(
      Path path, Rotation rotation, InstantSource clock, FileChannel file, AuditChain chain)
      throws IOException {
    this.path = path;
    this.rotation = rotation;
    this.clock = clock;
    this.file = file;
    this.chain = chain;
    this.length = file.size();
    this.writtenAt = length == 0 ? clock.instant() : Files.getLastModifiedTime(path).toInstant();
  }

  /**
   * Opens the file, making it if need be; its directory must exist. An unfinished line at its end,
   * which nobody was promised, is taken away.
   *
   * @throws IOException if it cannot be written, another process has it, or what is in it is no
   *     chain to go on from
   */
  public static AuditFile open(Path path, Rotation rotation, InstantSource clock)
      throws IOException {
    FileChannel file = channel(path);
    try {
      Optional<String> last = lastLine(path, file);
      AuditChain chain =
          last.isPresent() ? continued(path, last.get()) : afterRotated(path.toAbsolutePath());
      return new AuditFile(path, rotation, clock, file, chain);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static FileChannel channel(Path path) throws IOException {
    FileAttribute<?>[] ownerOnly =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    FileChannel file =
        FileChannel.open(
            path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), ownerOnly);
    boolean ours = false;
    try {
      ours = file.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      // Not ours.
    } finally {
      if (!ours) {
        file.close();
      }
    }
    if (!ours) {
      throw new IOException("`" + path + "` is another process's audit; choose another directory");
    }
    return file;
  }

  /** The last whole line; whatever stands behind it is cut off. */
  private static Optional<String> lastLine(Path path, FileChannel file) throws IOException {
    try (FileChannel reading = FileChannel.open(path, StandardOpenOption.READ)) {
      long end = before(reading, file.size());
      if (end + 1 < file.size()) {
        file.truncate(end + 1);
      }
      if (end < 0) {
        return Optional.empty();
      }
      long start = before(reading, end) + 1;
      ByteBuffer line = ByteBuffer.allocate(Math.toIntExact(end - start));
      fill(line, reading, start);
      return Optional.of(new String(line.array(), StandardCharsets.UTF_8));
    }
  }

  /** Where the last line end before a position is; -1 if there is none. */
  private static long before(FileChannel reading, long position) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    for (long end = position; end > 0; end -= BLOCK) {
      long start = Math.max(0, end - BLOCK);
      block.clear().limit((int) (end - start));
      fill(block, reading, start);
      for (int i = block.position() - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return start + i;
        }
      }
    }
    return -1;
  }

  private static void fill(ByteBuffer buffer, FileChannel reading, long start) throws IOException {
    int count;
    do {
      count = reading.read(buffer, start + buffer.position());
    } while (count >= 0 && buffer.hasRemaining());
  }

  private static AuditChain continued(Path path, String line) throws IOException {
    return AuditChain.after(line)
        .orElseThrow(
            () ->
                new IOException(
                    ("the last line of `%s` is none of an audit's chain, so nothing can be chained to"
                            + " it; move the file away")
                        .formatted(path)));
  }

  private static AuditChain afterRotated(Path path) throws IOException {
    Optional<Path> newest;
    try (Stream<Path> siblings = Files.list(path.getParent())) {
      newest =
          siblings
              .filter(sibling -> isRotated(path, sibling))
              .max(Comparator.comparing(Path::toString));
    }
    if (newest.isEmpty()) {
      return AuditChain.START;
    }
    try (FileChannel file = FileChannel.open(newest.get(), StandardOpenOption.WRITE)) {
      Optional<String> last = lastLine(newest.get(), file);
      return last.isPresent() ? continued(newest.get(), last.get()) : AuditChain.START;
    }
  }

  private static boolean isRotated(Path path, Path sibling) {
    String name = String.valueOf(sibling.getFileName());
    String[] parts = nameParts(path);
    return name.length() == parts[0].length() + parts[1].length() + 13
        && name.startsWith(parts[0] + '-')
        && name.endsWith(parts[1])
        && name.substring(parts[0].length() + 1, name.length() - parts[1].length())
            .chars()
            .allMatch(c -> c >= '0' && c <= '9');
  }

  /** A file's name, cut before its extension. */
  private static String[] nameParts(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? new String[] {name, ""}
        : new String[] {name.substring(0, dot), name.substring(dot)};
  }

  @Override
  public void write(List<AuditEvent> events) throws IOException {
    restore();
    AuditChain after = chain;
    written.clear();
    for (AuditEvent event : events) {
      after = after.append(event, written);
    }
    ByteBuffer bytes = written.bytes();
    if (isDue(bytes.remaining())) {
      rotate();
    }
    long end = length + bytes.remaining();
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      try {
        restore();
      } catch (IOException later) {
        e.addSuppressed(later); // before the next line
      }
      throw e;
    }
    length = end;
    chain = after;
    writtenAt = clock.instant();
  }

  /** Takes away what a failed write left. */
  private void restore() throws IOException {
    if (file.size() != length) {
      file.truncate(length);
    }
  }

  private boolean isDue(int more) {
    return length > 0
        && (length + more > rotation.size() || period(writtenAt) < period(clock.instant()));
  }

  private long period(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), rotation.period().toMillis());
  }

  private void rotate() throws IOException {
    String[] parts = nameParts(path);
    Path aside = path.resolveSibling("%s-%012d%s".formatted(parts[0], chain.sequence(), parts[1]));
    file.force(true);
    Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
    FileChannel next;
    try {
      next = channel(path);
    } catch (IOException e) {
      Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE); // and go on in it
      throw e;
    }
    file.close();
    file = next;
    length = 0;
  }

  @Override
  public void close() throws IOException {
    try (FileChannel closing = file) {
      if (length > 0) {
        closing.force(true);
      }
    }
  }
}
