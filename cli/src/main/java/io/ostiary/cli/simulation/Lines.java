package io.ostiary.cli.simulation;

import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream of bytes into lines, of each of which a bounded part is kept. */
final class Lines {
  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final int maximum;
  private final Flushable beforeWaiting;
  private final byte[] chunk = new byte[CHUNK];
  private int position;
  private int end;
  private byte[] line = new byte[CHUNK];
  private int length;
  private int number;
  private boolean cut;

  /**
   * @param maximum how many bytes of a line are kept
   * @param beforeWaiting flushed when the next bytes are not there yet, so that whoever sends them
   *     may first want to read our answers
   */
  Lines(InputStream in, int maximum, Flushable beforeWaiting) {
    this.in = in;
    this.maximum = maximum;
    this.beforeWaiting = beforeWaiting;
  }

  /** Goes to the next line; false at the end. A line break at the very end begins no line. */
  boolean next() throws IOException {
    length = 0;
    cut = false;
    if (position == end && !fill()) {
      return false;
    }
    number++;
    do {
      int stop = position;
      while (stop < end && chunk[stop] != '\n') {
        stop++;
      }
      keep(stop);
      if (stop < end) {
        position = stop + 1;
        return true;
      }
      position = end;
    } while (fill());
    return true;
  }

  private void keep(int stop) {
    int more = stop - position;
    if (more > maximum - length) {
      more = maximum - length;
      cut = true;
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.min(maximum, Math.max(length + more, 2 * line.length)));
    }
    System.arraycopy(chunk, position, line, length, more);
    length += more;
  }

  private boolean fill() throws IOException {
    if (in.available() == 0) {
      beforeWaiting.flush();
    }
    position = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }

  /** The line's bytes, of which the first {@link #length} count. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  /** Whether the line has more bytes than are kept. */
  boolean cut() {
    return cut;
  }

  /** Counted from 1. */
  int number() {
    return number;
  }
}
