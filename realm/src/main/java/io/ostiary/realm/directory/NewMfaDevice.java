package io.ostiary.realm.directory;

/**
 * A fresh MFA device with its seed, shown this once. Not a record, so that the seed cannot slip
 * into a log by {@code toString}.
 */
public final class NewMfaDevice {
  private final MfaDevice device;
  private final String seed;

  NewMfaDevice(MfaDevice device, String seed) {
    this.device = device;
    this.seed = seed;
  }

  public MfaDevice device() {
    return device;
  }

  /** The seed in Base32, 64 characters. */
  public String revealBase32Seed() {
    return seed;
  }

  @Override
  public String toString() {
    return "NewMfaDevice(" + device.serialNumber() + ")";
  }
}
