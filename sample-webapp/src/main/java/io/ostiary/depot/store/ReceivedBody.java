package io.ostiary.depot.store;

import io.ostiary.depot.checksum.ChecksumAlgorithm;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Bytes that a client sent, on disk but not yet anybody's. Closing removes them unless an object or
 * a part has taken them.
 */
public final class ReceivedBody implements AutoCloseable {
  private final BlobFolder folder;
  private final Blob blob;
  private final byte[] md5;
  private final Map<ChecksumAlgorithm, byte[]> checksums;
  private boolean taken;

  ReceivedBody(BlobFolder folder, Blob blob, byte[] md5, Map<ChecksumAlgorithm, byte[]> checksums) {
    this.folder = folder;
    this.blob = blob;
    this.md5 = md5.clone();
    this.checksums = Map.copyOf(checksums);
  }

  /** In bytes. */
  public long size() {
    return blob.size();
  }

  public byte[] md5() {
    return md5.clone();
  }

  /** As S3 calls a body that came in one piece. */
  public String etag() {
    return HexFormat.of().formatHex(md5);
  }

  /** What was computed while receiving. */
  public Map<ChecksumAlgorithm, byte[]> checksums() {
    return checksums;
  }

  Blob blob() {
    return blob;
  }

  void taken() {
    taken = true;
  }

  @Override
  public void close() {
    if (!taken) {
      folder.remove(List.of(blob));
    }
  }
}
