package io.ostiary.filter.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** The verified bytes as a servlet reads them; there is never anything to wait for. */
final class BodyInputStream extends ServletInputStream {
  private final InputStream bytes;
  private final HttpServletRequest request;
  private boolean finished;

  BodyInputStream(InputStream bytes, HttpServletRequest request) {
    this.bytes = bytes;
    this.request = request;
  }

  @Override
  public int read() throws IOException {
    int octet = bytes.read();
    finished |= octet < 0;
    return octet;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = bytes.read(into, offset, length);
    finished |= read < 0;
    return read;
  }

  @Override
  public int available() throws IOException {
    return bytes.available();
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    // getAsyncContext throws what the specification demands if the request is not asynchronous.
    request.getAsyncContext().start(() -> feed(listener));
  }

  private void feed(ReadListener listener) {
    try {
      listener.onDataAvailable();
      if (finished || atEnd()) {
        finished = true;
        listener.onAllDataRead();
      }
    } catch (IOException | RuntimeException failure) {
      listener.onError(failure);
    }
  }

  private boolean atEnd() throws IOException {
    return bytes.available() == 0 && bytes.read() < 0;
  }
}
