package io.ostiary.filter.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body as its client sends it; if the client stops in the middle, that is the client's fault. */
final class SentBody extends FilterInputStream {
  SentBody(InputStream body) {
    super(body);
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException broken) {
      throw new IncompleteBodyException(broken);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return super.read(into, offset, length);
    } catch (IOException broken) {
      throw new IncompleteBodyException(broken);
    }
  }

  @Override
  public long skip(long bytes) throws IOException {
    try {
      return super.skip(bytes);
    } catch (IOException broken) {
      throw new IncompleteBodyException(broken);
    }
  }
}
