package io.ostiary.filter.audit;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where finished audit lines end up. One thread at a time calls it. */
public interface AuditDestination extends Closeable {

  /**
   * Takes lines, each without its end.
   *
   * @throws IOException if not all of them are kept; then none is
   */
  void write(List<String> lines) throws IOException;
}
