package io.ostiary.filter.audit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Audit lines on a stream. On standard output they are written past {@link System#out}, which
 * servers dress up as log messages.
 */
public final class AuditStream implements AuditDestination {
  private final OutputStream out;
  private final AuditLines written = new AuditLines();

  AuditStream(OutputStream out) {
    this.out = out;
  }

  /** The standard output of the process, whoever replaced {@link System#out}. */
  public static AuditStream standardOutput() {
    return new AuditStream(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(List<AuditEvent> events) throws IOException {
    written.clear();
    for (AuditEvent event : events) {
      event.write(written);
      written.end();
    }
    ByteBuffer bytes = written.bytes();
    out.write(bytes.array(), bytes.arrayOffset(), bytes.limit());
    out.flush();
  }

  /** Leaves standard output open for everybody else. */
  @Override
  public void close() throws IOException {
    out.flush();
  }
}
