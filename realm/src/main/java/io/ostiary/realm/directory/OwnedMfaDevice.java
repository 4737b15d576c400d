package io.ostiary.realm.directory;

import io.ostiary.realm.credential.MfaSeeds;
import io.ostiary.realm.directory.MfaDevice.Assignment;
import java.time.Instant;
import java.util.Optional;

/** An MFA device, as the commands about it find it. */
record OwnedMfaDevice(KeptMfaDevice kept) {

  /** How far off a device's clock may be: ten minutes. Two codes in a row tell where it is. */
  private static final int FARTHEST = 20;

  static OwnedMfaDevice find(DirectoryDraft draft, String accountId, String serialNumber) {
    draft.account(accountId);
    KeptMfaDevice kept =
        draft.table().get(Kinds.MFA_DEVICE, MfaDeviceKind.id(Names.serialNumber(serialNumber)));
    if (kept == null || !kept.device().accountId().equals(accountId)) {
      throw Refusal.noSuchMfaDevice(serialNumber);
    }
    return new OwnedMfaDevice(kept);
  }

  /** One that is this user's. */
  static OwnedMfaDevice of(DirectoryDraft draft, User user, String serialNumber) {
    OwnedMfaDevice found = find(draft, user.accountId(), serialNumber);
    if (!found.kept.device().isOf(user)) {
      throw Refusal.notTheUsersMfaDevice();
    }
    return found;
  }

  /** Finds where the device's clock is by two consecutive codes, and makes it the user's. */
  MfaDevice assign(DirectoryDraft draft, User user, Instant enabledAt, String[] codes) {
    long now = MfaSeeds.step(draft.now());
    long second = secondStep(draft, now, codes);
    long off = second - now;
    // Who types takes a while: a step either way is no drift.
    long drift = Math.abs(off) <= 1 ? 0 : off;
    return keep(draft, Optional.of(new Assignment(user.id(), enabledAt, drift, second)));
  }

  private long secondStep(DirectoryDraft draft, long now, String[] codes) {
    String serialNumber = kept.device().serialNumber();
    long used = kept.device().assignment().map(Assignment::usedThrough).orElse(Long.MIN_VALUE);
    for (long step = now - FARTHEST - 1; step < now + FARTHEST; step++) {
      MfaSeeds seeds = draft.mfaSeeds();
      if (step > used
          && seeds.match(serialNumber, kept.seed(), codes[0], step, step).isPresent()
          && seeds.match(serialNumber, kept.seed(), codes[1], step + 1, step + 1).isPresent()) {
        return step + 1;
      }
    }
    throw Refusal.invalidAuthenticationCode();
  }

  MfaDevice keep(DirectoryDraft draft, Optional<Assignment> assignment) {
    MfaDevice device = kept.device().with(assignment);
    return draft.put(Kinds.MFA_DEVICE, new KeptMfaDevice(device, kept.seed())).device();
  }
}
