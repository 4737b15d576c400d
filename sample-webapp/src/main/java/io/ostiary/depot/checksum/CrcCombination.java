package io.ostiary.depot.checksum;

/**
 * The check of two stretches of bytes from the checks of each, without the bytes: appending zeros
 * is a linear map over GF(2), and its powers are had by squaring.
 */
final class CrcCombination {
  private CrcCombination() {}

  /**
   * The check of both stretches.
   *
   * @param polynomial bit-reversed
   * @param width of the check in bits
   */
  static long combine(long first, long second, long secondLength, long polynomial, int width) {
    long[] zeros = oneZeroBit(polynomial, width);
    for (int doubling = 1; doubling < Byte.SIZE; doubling <<= 1) {
      zeros = squared(zeros);
    }
    long combined = first;
    for (long left = secondLength; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        combined = applied(zeros, combined);
      }
      zeros = squared(zeros);
    }
    return combined ^ second;
  }

  private static long[] oneZeroBit(long polynomial, int width) {
    long[] matrix = new long[width];
    matrix[0] = polynomial;
    for (int column = 1; column < width; column++) {
      matrix[column] = 1L << (column - 1);
    }
    return matrix;
  }

  private static long[] squared(long[] matrix) {
    long[] square = new long[matrix.length];
    for (int column = 0; column < matrix.length; column++) {
      square[column] = applied(matrix, matrix[column]);
    }
    return square;
  }

  private static long applied(long[] matrix, long vector) {
    long sum = 0;
    for (int column = 0; column < matrix.length; column++) {
      if ((vector >>> column & 1) != 0) {
        sum ^= matrix[column];
      }
    }
    return sum;
  }
}
