package io.ostiary.signature;

import io.ostiary.signature.PayloadException.Defect;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A body that is handed out as it comes, and fails in place of its end if it is another one. */
final class HashedPayload extends InputStream {
  private final InputStream body;
  private final byte[] expected;
  private final MessageDigest digest = Sha256.digest("SHA-256");
  private boolean ended;
  private @Nullable IOException failure;

  HashedPayload(InputStream body, byte[] expected) {
    this.body = body;
    this.expected = expected.clone();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    if (failure != null) {
      throw new IOException("The body failed before: " + failure.getMessage(), failure);
    }
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    try {
      int count = body.read(bytes, from, length);
      if (count < 0) {
        end();
      } else {
        digest.update(bytes, from, count);
      }
      return count;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private void end() throws PayloadException {
    if (!MessageDigest.isEqual(digest.digest(), expected)) {
      throw new PayloadException(
          Defect.HASH,
          "The provided 'x-amz-content-sha256' header does not match what was computed: the body is"
              + " not the one that was signed.");
    }
    ended = true;
  }

  @Override
  public int available() throws IOException {
    return ended || failure != null ? 0 : body.available();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
