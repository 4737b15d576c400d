package io.ostiary.signature;

import java.util.zip.Checksum;

/**
 * The 64-bit cyclic redundancy check of the NVM Command Set Specification (Rocksoft model:
 * reflected, polynomial AD93D23594C93659, first and last inverted). It takes eight octets a step.
 */
final class Crc64Nvme implements Checksum {
  private static final long REFLECTED_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
  private static final long[][] TABLES = tables();

  private long state = -1;

  private static long[][] tables() {
    long[][] tables = new long[8][256];
    for (int octet = 0; octet < 256; octet++) {
      long remainder = octet;
      for (int bit = 0; bit < 8; bit++) {
        remainder = (remainder >>> 1) ^ (-(remainder & 1) & REFLECTED_POLYNOMIAL);
      }
      tables[0][octet] = remainder;
    }
    for (int table = 1; table < 8; table++) {
      for (int octet = 0; octet < 256; octet++) {
        long before = tables[table - 1][octet];
        tables[table][octet] = (before >>> 8) ^ tables[0][(int) before & 0xFF];
      }
    }
    return tables;
  }

  @Override
  public void update(int octet) {
    state = (state >>> 8) ^ TABLES[0][((int) state ^ octet) & 0xFF];
  }

  @Override
  public void update(byte[] bytes, int from, int length) {
    int at = from;
    int end = from + length;
    for (; at + 8 <= end; at += 8) {
      long next = 0;
      for (int i = 0; i < 8; i++) {
        long octet = ((state >>> (8 * i)) ^ bytes[at + i]) & 0xFF;
        next ^= TABLES[7 - i][(int) octet];
      }
      state = next;
    }
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  @Override
  public long getValue() {
    return ~state;
  }

  @Override
  public void reset() {
    state = -1;
  }
}
