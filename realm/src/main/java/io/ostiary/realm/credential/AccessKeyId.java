package io.ostiary.realm.credential;

import java.security.SecureRandom;
import java.util.OptionalLong;

/**
 * The ids of access keys: {@code AKIA}, or {@code ASIA} of a session's, and 16 characters of RFC
 * 4648 Base32, of which the first bits are the account.
 */
public final class AccessKeyId {
  static final String LONG_TERM = "AKIA";
  static final String OF_SESSION = "ASIA";
  private static final int PREFIX_LENGTH = LONG_TERM.length();
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int CHARACTERS = 16;
  private static final int BITS_PER_CHARACTER = 5;

  /** Of the 80 bits, the first is set, 40 are the account, the other 39 are random. */
  private static final int RANDOM_BITS = 39;

  private static final int RANDOM_BITS_BEFORE = RANDOM_BITS - 32;
  private static final int ACCOUNT_BITS = 40;

  private AccessKeyId() {}

  /** Draws an id for a key of a twelve-digit account. */
  static String draw(String prefix, String accountId, SecureRandom random) {
    long low = random.nextLong() & ((1L << RANDOM_BITS) - 1);
    long account = Long.parseLong(accountId);
    StringBuilder id = new StringBuilder(prefix);
    // 48 bits in front of 32: a mark, the account and the first random bits.
    long front =
        1L << (ACCOUNT_BITS + RANDOM_BITS_BEFORE) | account << RANDOM_BITS_BEFORE | low >>> 32;
    for (int i = 0; i < CHARACTERS; i++) {
      id.append(BASE32.charAt(fiveBits(front, low, i)));
    }
    return id.toString();
  }

  private static int fiveBits(long front48, long back32, int index) {
    int value = 0;
    for (int i = 0; i < BITS_PER_CHARACTER; i++) {
      int bit = index * BITS_PER_CHARACTER + i;
      long source = bit < 48 ? front48 >>> (47 - bit) : back32 >>> (79 - bit);
      value = value << 1 | (int) (source & 1);
    }
    return value;
  }

  /** The account that an id names; empty if it is not of this form. */
  public static OptionalLong account(String id) {
    if (id.length() != PREFIX_LENGTH + CHARACTERS) {
      return OptionalLong.empty();
    }
    long front = 0;
    for (int i = 0; i < CHARACTERS; i++) {
      int value = BASE32.indexOf(id.charAt(PREFIX_LENGTH + i));
      if (value < 0) {
        return OptionalLong.empty();
      }
      if (i < 10) {
        front = front << BITS_PER_CHARACTER | value;
      }
    }
    // Ten characters are 50 bits, two more than the front.
    long account = front >>> 2 >>> RANDOM_BITS_BEFORE & ((1L << ACCOUNT_BITS) - 1);
    return OptionalLong.of(account);
  }
}
