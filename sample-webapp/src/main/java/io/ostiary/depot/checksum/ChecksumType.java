package io.ostiary.depot.checksum;

/** What the checksum of an object made of parts covers. */
public enum ChecksumType {
  /** All of its bytes. */
  FULL_OBJECT,
  /** The checksums of its parts, one after the other; written with {@code -N} for N parts. */
  COMPOSITE
}
