package io.ostiary.signature;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The checksums that a trailer may carry; each is written as base64 of its big-endian octets. */
enum ChecksumAlgorithm {
  CRC32("x-amz-checksum-crc32"),
  CRC32C("x-amz-checksum-crc32c"),
  CRC64NVME("x-amz-checksum-crc64nvme"),
  SHA1("x-amz-checksum-sha1"),
  SHA256("x-amz-checksum-sha256");

  /** A checksum of what has been added so far. */
  interface Running {
    void update(byte[] bytes, int from, int length);

    byte[] value();
  }

  private record Cyclic(Checksum checksum, int size) implements Running {
    @Override
    public void update(byte[] bytes, int from, int length) {
      checksum.update(bytes, from, length);
    }

    @Override
    public byte[] value() {
      byte[] value = new byte[size];
      for (int i = 0; i < size; i++) {
        value[i] = (byte) (checksum.getValue() >>> (8 * (size - 1 - i)));
      }
      return value;
    }
  }

  private record Cryptographic(MessageDigest digest) implements Running {
    @Override
    public void update(byte[] bytes, int from, int length) {
      digest.update(bytes, from, length);
    }

    @Override
    public byte[] value() {
      return digest.digest();
    }
  }

  private final String field;

  ChecksumAlgorithm(String field) {
    this.field = field;
  }

  Running start() {
    return switch (this) {
      case CRC32 -> new Cyclic(new CRC32(), Integer.BYTES);
      case CRC32C -> new Cyclic(new CRC32C(), Integer.BYTES);
      case CRC64NVME -> new Cyclic(new Crc64Nvme(), Long.BYTES);
      case SHA1 -> new Cryptographic(Sha256.digest("SHA-1"));
      case SHA256 -> new Cryptographic(Sha256.digest("SHA-256"));
    };
  }

  /** By the name of the trailer's field, lower-case. */
  static Optional<ChecksumAlgorithm> named(String field) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.field.equals(field)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(a -> a.field).collect(Collectors.joining(", "));
  }
}
