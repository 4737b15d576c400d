package io.ostiary.depot.checksum;

/** A checksum of the bytes seen so far. */
public interface RunningChecksum {

  /** Takes in the next bytes. */
  void update(byte[] bytes, int offset, int length);

  /** The checksum, most significant byte first; asked once, at the end. */
  byte[] value();
}
