package io.ostiary.realm.authentication;

import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.MfaSeeds;
import io.ostiary.realm.credential.RecoveryCodes;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.MfaDevice;
import io.ostiary.realm.directory.MfaDevice.Assignment;
import io.ostiary.realm.directory.UseRecoveryCode;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.OnceStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * Checks the codes of MFA devices, and those that stand in for a lost one. A code is good in its
 * half minute, the one before and the one after, and once; a recovery code at any time, and once.
 * Safe for any number of threads.
 */
public final class MfaCodes {
  private static final int MOST_ATTEMPTS = 10;
  private static final Duration ATTEMPTS_COUNT = Duration.ofMinutes(5);
  private static final Duration RECOVERY_ATTEMPTS_COUNT = Duration.ofHours(1);

  /** Longer than any code is good. */
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private final LiveDirectory live;
  private final MfaSeeds seeds;
  private final RecoveryCodes recoveryCodes;
  private final OnceStore once;
  private final InstantSource clock;

  public MfaCodes(
      LiveDirectory live, AccessKeySecrets secrets, OnceStore once, InstantSource clock) {
    this.live = live;
    this.seeds = secrets.mfaSeeds();
    this.recoveryCodes = secrets.recoveryCodes();
    this.once = once;
    this.clock = clock;
  }

  /**
   * Whether a code is of this device, which is this user's, and was not used before; it is used
   * then.
   *
   * @throws io.ostiary.realm.store.StoreException if it cannot be known; take it as a refusal
   */
  public boolean use(Directory directory, User user, String serialNumber, String code) {
    return directory
        .mfaDevice(serialNumber)
        .filter(device -> device.isOf(user))
        .filter(device -> use(directory, device, code))
        .isPresent();
  }

  /** Whether a code is of one of a user's devices, likewise, or a recovery code that is left. */
  boolean useAny(Directory directory, User user, String code) {
    if (RecoveryCodes.isOne(code)) {
      return recover(directory, user, code);
    }
    for (MfaDevice device : directory.mfaDevices(user)) {
      if (use(directory, device, code)) {
        return true;
      }
    }
    return false;
  }

  private boolean recover(Directory directory, User user, String code) {
    Instant until = clock.instant().plus(RECOVERY_ATTEMPTS_COUNT);
    boolean right =
        once.attempt("recovery-code", user.id(), until) <= MOST_ATTEMPTS
            && directory
                .sealedRecoveryCodes(user)
                .flatMap(kept -> recoveryCodes.without(user.id(), kept, code))
                .isPresent();
    // The snapshot may be of a moment ago: who uses it up decides.
    boolean used = right && live.execute(new UseRecoveryCode(user.id(), code));
    if (used) {
      once.succeeded("recovery-code", user.id());
    }
    return used;
  }

  private boolean use(Directory directory, MfaDevice device, String code) {
    String serialNumber = device.serialNumber();
    Instant now = clock.instant();
    if (once.attempt("mfa-code", serialNumber, now.plus(ATTEMPTS_COUNT)) > MOST_ATTEMPTS) {
      return false;
    }
    Assignment assignment = device.assignment().orElseThrow();
    long expected = MfaSeeds.step(now) + assignment.drift();
    long first = Math.max(expected - 1, assignment.usedThrough() + 1);
    OptionalLong step =
        directory
            .sealedMfaSeed(serialNumber)
            .map(seed -> seeds.match(serialNumber, seed, code, first, expected + 1))
            .orElse(OptionalLong.empty());
    if (step.isEmpty()) {
      return false;
    }
    String use = serialNumber + '@' + device.createdAt() + '/' + step.getAsLong();
    boolean firstUse = once.claim("mfa-code", use, now.plus(REMEMBERED));
    if (firstUse) {
      once.succeeded("mfa-code", serialNumber);
    }
    return firstUse;
  }
}
