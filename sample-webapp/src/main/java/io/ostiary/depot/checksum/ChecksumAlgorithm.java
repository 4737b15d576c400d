package io.ostiary.depot.checksum;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The algorithms of {@code x-amz-checksum-*}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">
 *     Checking object integrity</a>
 */
public enum ChecksumAlgorithm {
  CRC32(4),
  CRC32C(4),
  CRC64NVME(8),
  SHA1(20),
  SHA256(32);

  private static final long CRC32_POLYNOMIAL = 0xedb88320L;
  private static final long CRC32C_POLYNOMIAL = 0x82f63b78L;

  private final int length;

  ChecksumAlgorithm(int length) {
    this.length = length;
  }

  /** The algorithm that a client calls {@code name}, in any case. */
  public static Optional<ChecksumAlgorithm> named(String name) {
    String upperCase = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(one -> one.name().equals(upperCase)).findFirst();
  }

  /** Begins a checksum. */
  public RunningChecksum start() {
    return switch (this) {
      case CRC32 -> new ZipChecksum(new CRC32());
      case CRC32C -> new ZipChecksum(new CRC32C());
      case CRC64NVME -> new Crc64Nvme();
      case SHA1 -> new DigestChecksum("SHA-1");
      case SHA256 -> new DigestChecksum("SHA-256");
    };
  }

  /** Whether this is a cyclic redundancy check, so that parts' values give the whole's. */
  public boolean combines() {
    return this == CRC32 || this == CRC32C || this == CRC64NVME;
  }

  /**
   * The checksum of two stretches of bytes, from theirs.
   *
   * @throws IllegalStateException unless the algorithm {@link #combines}
   */
  public byte[] combine(byte[] first, byte[] second, long secondLength) {
    long combined =
        CrcCombination.combine(number(first), number(second), secondLength, polynomial(), width());
    return Arrays.copyOfRange(
        ByteBuffer.allocate(Long.BYTES).putLong(combined).array(), Long.BYTES - length, Long.BYTES);
  }

  /** The bytes that {@code base64} stands for, or none if it cannot be such a checksum. */
  public Optional<byte[]> decode(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length == length ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private int width() {
    return length * Byte.SIZE;
  }

  private long polynomial() {
    return switch (this) {
      case CRC32 -> CRC32_POLYNOMIAL;
      case CRC32C -> CRC32C_POLYNOMIAL;
      case CRC64NVME -> Crc64Nvme.POLYNOMIAL;
      case SHA1, SHA256 -> throw new IllegalStateException(name() + " does not combine");
    };
  }

  private static long number(byte[] bytes) {
    long number = 0;
    for (byte one : bytes) {
      number = number << Byte.SIZE | (one & 0xff);
    }
    return number;
  }

  private record ZipChecksum(java.util.zip.Checksum zip) implements RunningChecksum {
    @Override
    public void update(byte[] bytes, int offset, int length) {
      zip.update(bytes, offset, length);
    }

    @Override
    public byte[] value() {
      return ByteBuffer.allocate(Integer.BYTES).putInt((int) zip.getValue()).array();
    }
  }

  private record DigestChecksum(MessageDigest digest) implements RunningChecksum {
    DigestChecksum(String algorithm) {
      this(digest(algorithm));
    }

    private static MessageDigest digest(String algorithm) {
      try {
        return MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has " + algorithm, e);
      }
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    public byte[] value() {
      return digest.digest();
    }
  }
}
