package io.ostiary.filter.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Audit events as lines of a file, which is only ever appended to and readable by its owner alone.
 * A line is handed to the operating system before {@link #record} returns.
 */
public final class FileAuditSink implements AuditSink, AutoCloseable {
  private final FileChannel file;

  private FileAuditSink(FileChannel file) {
    this.file = file;
  }

  /** Opens the file, making it if need be; its directory must exist. */
  public static FileAuditSink open(Path path) throws IOException {
    FileAttribute<?>[] ownerOnly =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return new FileAuditSink(
        FileChannel.open(
            path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), ownerOnly));
  }

  @Override
  public void record(AuditEvent event) throws IOException {
    ByteBuffer line = ByteBuffer.wrap((event.toJson() + '\n').getBytes(StandardCharsets.UTF_8));
    synchronized (file) {
      while (line.hasRemaining()) {
        file.write(line);
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
