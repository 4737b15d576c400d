package io.ostiary.realm.directory;

import io.ostiary.realm.credential.Password;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an account asks of its users' passwords.
 *
 * @param minimumLength 6 to 128
 * @param allowUsersToChange whether every user may change its own without another policy
 * @param maxAgeDays after how many days a password must be changed, 1 to 1095; empty for never
 * @param reusePrevention how many earlier passwords may not come again, 1 to 24; empty for none
 * @param hardExpiry whether who let a password expire needs an administrator
 */
public record PasswordPolicy(
    String accountId,
    int minimumLength,
    boolean requireSymbols,
    boolean requireNumbers,
    boolean requireUppercase,
    boolean requireLowercase,
    boolean allowUsersToChange,
    OptionalInt maxAgeDays,
    OptionalInt reusePrevention,
    boolean hardExpiry) {

  static final int MOST_REMEMBERED = 24;
  private static final int LEAST_LENGTH = 6;
  private static final int LONGEST_PASSWORD = 128;
  private static final int MOST_DAYS = 1095;
  private static final int DEFAULT_LENGTH = 8;
  private static final int DEFAULT_SORTS = 3;
  private static final String SYMBOLS = "!@#$%^&*()_+-=[]{}|'";

  /** Refuses numbers beyond their range. */
  PasswordPolicy checked() {
    within("minimumPasswordLength", minimumLength, LEAST_LENGTH, LONGEST_PASSWORD);
    maxAgeDays.ifPresent(days -> within("maxPasswordAge", days, 1, MOST_DAYS));
    reusePrevention.ifPresent(
        count -> within("passwordReusePrevention", count, 1, MOST_REMEMBERED));
    return this;
  }

  private static void within(String member, int value, int least, int most) {
    if (value < least) {
      throw Refusal.violated(member, "have value greater than or equal to " + least);
    }
    if (value > most) {
      throw Refusal.violated(member, "have value less than or equal to " + most);
    }
  }

  /** Whether a password is too old to log in with and do anything but change it. */
  public boolean isExpired(LoginProfile profile, Instant now) {
    return maxAgeDays.isPresent()
        && !now.isBefore(profile.passwordChangedAt().plus(Duration.ofDays(maxAgeDays.getAsInt())));
  }

  /** Refuses a password that is not as an account's policy, or AWS where it has none, asks. */
  static void check(Optional<PasswordPolicy> policy, Password password) {
    Names.password(password);
    if (policy.isPresent()) {
      policy.get().check(password);
    } else {
      checkWithoutPolicy(password);
    }
  }

  private void check(Password password) {
    requireLength(password, minimumLength);
    require(!requireSymbols || password.has(PasswordPolicy::isSymbol), "one symbol");
    require(!requireNumbers || password.has(PasswordPolicy::isDigit), "one number");
    require(!requireUppercase || password.has(PasswordPolicy::isUpper), "one uppercase letter");
    require(!requireLowercase || password.has(PasswordPolicy::isLower), "one lowercase letter");
  }

  private static void checkWithoutPolicy(Password password) {
    requireLength(password, DEFAULT_LENGTH);
    int sorts = 0;
    sorts += password.has(PasswordPolicy::isSymbol) ? 1 : 0;
    sorts += password.has(PasswordPolicy::isDigit) ? 1 : 0;
    sorts += password.has(PasswordPolicy::isUpper) ? 1 : 0;
    sorts += password.has(PasswordPolicy::isLower) ? 1 : 0;
    require(
        sorts >= DEFAULT_SORTS, "three of: uppercase letters, lowercase letters, numbers, symbols");
  }

  private static void requireLength(Password password, int least) {
    if (password.length() < least) {
      throw Refusal.passwordPolicy("Password should have a minimum length of " + least);
    }
  }

  private static void require(boolean met, String what) {
    if (!met) {
      throw Refusal.passwordPolicy("Password should have at least " + what);
    }
  }

  private static boolean isSymbol(int c) {
    return SYMBOLS.indexOf(c) >= 0;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }
}
