package io.ostiary.depot.store;

import static io.ostiary.depot.store.DurableFiles.onDisk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * An object that stays readable until closed, as it is now, even if it is deleted or replaced
 * meanwhile.
 */
public final class OpenObject implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final StoredObject stored;
  private final BlobFolder folder;
  private final BlobLease lease;
  private boolean closed;

  OpenObject(LiveObject object, BlobFolder folder) {
    this.stored = object.stored();
    this.lease = object.lease();
    this.folder = folder;
  }

  public StoredObject stored() {
    return stored;
  }

  BlobFolder folder() {
    return folder;
  }

  /** Its bytes from {@code first} on, {@code length} of them. */
  public InputStream bytes(long first, long length) {
    return new Bytes(first, length);
  }

  /** Writes its bytes from {@code first} on, {@code length} of them. */
  public void writeTo(OutputStream out, long first, long length) throws IOException {
    try (InputStream bytes = bytes(first, length)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        out.write(buffer, 0, read);
      }
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      lease.release();
    }
  }

  /** Reads one blob after the other, with at most one file open. */
  private final class Bytes extends InputStream {
    private final Iterator<Blob> blobs = stored.blobs().iterator();
    private long skip;
    private long left;
    private @Nullable FileChannel channel;

    Bytes(long first, long length) {
      skip = first;
      left = length;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return onDisk(() -> next(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, left))));
    }

    private int next(ByteBuffer target) throws IOException {
      while (left > 0) {
        if (channel == null) {
          channel = openNext();
        }
        int read = channel.read(target);
        if (read >= 0) {
          left -= read;
          return read;
        }
        close();
      }
      return -1;
    }

    private FileChannel openNext() throws IOException {
      while (blobs.hasNext()) {
        Blob blob = blobs.next();
        if (skip < blob.size()) {
          FileChannel opened = folder.open(blob).position(skip);
          skip = 0;
          return opened;
        }
        skip -= blob.size();
      }
      throw new EOFException("the files of `" + stored.key() + "` are shorter than they were");
    }

    @Override
    public void close() throws IOException {
      if (channel != null) {
        channel.close();
        channel = null;
      }
    }
  }
}
