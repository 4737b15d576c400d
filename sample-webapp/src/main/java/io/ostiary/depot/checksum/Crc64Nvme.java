package io.ostiary.depot.checksum;

import java.nio.ByteBuffer;

/**
 * The 64-bit cyclic redundancy check of the NVM Express specification: reflected, all ones before
 * and after. Its check value, that of the text {@code 123456789}, is {@code ae8b14860a799888}.
 */
final class Crc64Nvme implements RunningChecksum {
  /** The polynomial, bit-reversed. */
  static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

  private static final long[] TABLE = table();

  private long remainder = -1L;

  private static long[] table() {
    long[] table = new long[1 << Byte.SIZE];
    for (int index = 0; index < table.length; index++) {
      long value = index;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
      }
      table[index] = value;
    }
    return table;
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    long value = remainder;
    for (int index = offset; index < offset + length; index++) {
      value = TABLE[(int) (value ^ bytes[index]) & 0xff] ^ value >>> Byte.SIZE;
    }
    remainder = value;
  }

  @Override
  public byte[] value() {
    return ByteBuffer.allocate(Long.BYTES).putLong(~remainder).array();
  }
}
